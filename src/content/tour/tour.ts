import { photoAsHeat } from './1-photo-as-heat.ts';
import { whatItCosts } from './10-what-it-costs.ts';
import { wavesInABox } from './2-waves-in-a-box.ts';
import { fineDetailFirst } from './3-fine-detail-first.ts';
import { timeAndDiffusivity } from './4-time-and-diffusivity.ts';
import { oneChannel } from './5-one-channel.ts';
import { everyChannel } from './6-every-channel.ts';
import { whereItDecides } from './7-where-it-decides.ts';
import { howFarOneCellSees } from './8-how-far-one-cell-sees.ts';
import { heatAgainstAttention } from './9-heat-against-attention.ts';
import { onStage } from './stage.ts';
import type { Chapter, Step } from './step.ts';

/** The chapters of the whole tour, in order. */
export const CHAPTERS: readonly Chapter[] = [
  photoAsHeat,
  wavesInABox,
  fineDetailFirst,
  timeAndDiffusivity,
  oneChannel,
  everyChannel,
  whereItDecides,
  howFarOneCellSees,
  heatAgainstAttention,
  whatItCosts,
];

/** Where the tour is. */
export interface Stop {
  /** Number of the chapter from 1; null in the short form. */
  readonly number: number | null;
  readonly chapter: Chapter;
  /** From 0. */
  readonly index: number;
  readonly step: Step;
}

/** The whole tour, or its short form for a stage. */
type Course = readonly { readonly number: number | null; readonly chapter: Chapter }[];

const WHOLE: Course = CHAPTERS.map((chapter, i) => ({ number: i + 1, chapter }));
const STAGE: Course = [{ number: null, chapter: onStage }];

const stopsOf = (course: Course): Stop[] =>
  course.flatMap(({ number, chapter }) =>
    chapter.steps.map((step, index) => ({ number, chapter, index, step })),
  );

/** Name of a stop in the address: "7.2" is the second step of chapter 7, "stage.3" the third of the short form. */
export function nameOf({ number, index }: Pick<Stop, 'number' | 'index'>): string {
  return `${number ?? 'stage'}.${index + 1}`;
}

/** The course that a name belongs to and the stop's place on it; "7" and "stage" mean their first steps. Null for no stop. */
function find(name: string): { stops: readonly Stop[]; at: number } | null {
  const full = name.includes('.') ? name : `${name}.1`;
  const stops = stopsOf(name.startsWith('stage') ? STAGE : WHOLE);
  const at = stops.findIndex((stop) => nameOf(stop) === full);
  return at < 0 ? null : { stops, at };
}

/** @returns null where the tour has no such stop */
export function stopNamed(name: string): Stop | null {
  const found = find(name);
  return found?.stops[found.at] ?? null;
}

/** The stop some steps further on the same course; null past its ends. */
export function stopAfter(name: string, steps: number): Stop | null {
  const found = find(name);
  return found === null ? null : (found.stops[found.at + steps] ?? null);
}
