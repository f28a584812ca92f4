import { timeAt } from '../../math/time-axis.ts';
import { fileName, type ExportFile } from '../files.ts';
import { aboutOf, type Provenance } from '../item.ts';
import type { FilmItem } from '../kinds.ts';
import { createFrames } from './frame.ts';
import { gifWriter } from './gif.ts';
import { codecOf, videoWriter } from './video.ts';

export const FILM_KINDS = ['gif', 'webm', 'mp4'] as const;
export type FilmKind = (typeof FILM_KINDS)[number];

export interface FilmOptions {
  readonly kind: FilmKind;
  /** Longest side of what moves, in pixels; a strip with title and time is below it. */
  readonly side: number;
  /** Frames a second, of which a hundred is a multiple: a GIF counts in hundredths. */
  readonly rate: number;
  /** How long the film takes over the whole axis of time. */
  readonly seconds: number;
  /** Begins anew at its end; of videos their player decides that. */
  readonly loop: boolean;
}

interface Making {
  readonly signal: AbortSignal;
  /** @param share of the frames that are written, 0…1 */
  readonly onProgress: (share: number) => void;
  /** The time as it is written into a frame. */
  readonly words: (t: number) => string;
}

/** The page is let go this often, in milliseconds, so that it can show progress and be stopped. */
const TURN_MS = 30;

const turn = () => new Promise((resolve) => setTimeout(resolve));

/** The kinds of film that this browser can write at a size; GIF always. */
export async function possibleKinds(side: number): Promise<FilmKind[]> {
  const possible = await Promise.all(
    FILM_KINDS.map(async (kind) => kind === 'gif' || (await codecOf(kind, side, side)) !== null),
  );
  return FILM_KINDS.filter((_, i) => possible[i]);
}

/** Times of a film's frames: equal steps on the axis of time, from its first to its last. */
export function timesOf(frames: number): number[] {
  return Array.from({ length: frames }, (_, i) => timeAt(frames === 1 ? 0 : i / (frames - 1)));
}

/**
 * A film of what moves with time, by equal steps of time's axis, whatever the clock does meanwhile.
 * @throws ExportError where the browser has no encoder; the signal's reason when it is stopped
 */
export async function makeFilm(
  item: FilmItem,
  { kind, side, rate, seconds, loop }: FilmOptions,
  provenance: Provenance,
  { signal, onProgress, words }: Making,
): Promise<ExportFile> {
  const { title, caption, link, citation, model, settings } = aboutOf(item, provenance);
  const { canvas, draw } = createFrames(item, side, words);
  const reel = {
    ...{ canvas, rate, loop, title },
    comment: [caption, link, citation, JSON.stringify({ model, settings })].join('\n'),
  };
  const writer = kind === 'gif' ? gifWriter(reel) : await videoWriter(kind, reel);
  try {
    const times = timesOf(Math.max(1, Math.round(seconds * rate)));
    let last = performance.now();
    for (const [i, t] of times.entries()) {
      draw(t);
      await writer.add();
      if (performance.now() - last < TURN_MS) continue;
      onProgress((i + 1) / times.length);
      await turn();
      signal.throwIfAborted();
      last = performance.now();
    }
    signal.throwIfAborted();
    return {
      name: `${fileName('vheat', provenance.view, item.name)}.${kind}`,
      blob: await writer.finish(),
    };
  } catch (error) {
    await writer.cancel();
    throw error;
  } finally {
    if (item.kind === 'figure') item.figure.advance?.();
  }
}
