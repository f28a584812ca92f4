import { expect, test } from 'vitest';
import samples from '../../../public/samples/samples.json' with { type: 'json' };
import { acceptSettings } from '../../state/accept.ts';
import { onStage } from './stage.ts';
import type { Step } from './step.ts';
import { CHAPTERS, nameOf, stopAfter, stopNamed, type Stop } from './tour.ts';

const steps = [...CHAPTERS, onStage].flatMap((chapter) =>
  chapter.steps.map((step, i): [string, Step] => [`${chapter.title.en} ${i + 1}`, step]),
);

/** Words that a listener hears; formulas and numbers count as one each. */
const wordsIn = (sentence: string) =>
  sentence.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word));
/** Chinese is counted in characters; about 1.6 make one English word. */
const charactersIn = (sentence: string) => sentence.match(/\p{Script=Han}/gu) ?? [];

test('ten chapters of at most four steps, which begin with a guess', () => {
  expect(CHAPTERS).toHaveLength(10);
  for (const chapter of CHAPTERS) {
    expect(chapter.steps.length).toBeLessThanOrEqual(4);
    expect(chapter.steps[0].guess).toBeDefined();
  }
});

test.each(steps)('%s: its settings are accepted, its sample exists', (_, { state }) => {
  expect(acceptSettings(state).refused).toEqual([]);
  if (typeof state.sample === 'string') expect(samples.map(({ id }) => id)).toContain(state.sample);
});

test.each(steps)('%s: at most forty words, in both languages', (_, { text, guess }) => {
  expect(wordsIn(text.en).length).toBeLessThanOrEqual(40);
  expect(charactersIn(text.zh).length).toBeGreaterThan(10);
  expect(charactersIn(text.zh).length).toBeLessThanOrEqual(75);
  if (guess) expect(guess.right).toBeLessThan(guess.options.length);
});

test('stops are named in the address', () => {
  expect(stopNamed('7.2')?.chapter.title.en).toBe('Four stages, one decision');
  expect(stopNamed('7')).toEqual(stopNamed('7.1'));
  expect(stopNamed('stage')?.chapter).toBe(onStage);
  for (const name of ['', '11', '7.9', '0.1', 'stage.99', 'stages', '-1', '7.', '7.1.1'])
    expect(stopNamed(name), name).toBeNull();
});

test('the way leads through every step and back', () => {
  const way: string[] = [];
  for (let at: Stop | null = stopNamed('1'); at !== null; at = stopAfter(nameOf(at), 1))
    way.push(nameOf(at));
  expect(way).toHaveLength(CHAPTERS.flatMap((chapter) => chapter.steps).length);
  expect(way.at(-1)).toBe('10.3');
  expect(stopAfter('1.1', -1)).toBeNull();
  expect(stopAfter('2.1', -1)).toEqual(stopNamed('1.3'));
  expect(stopAfter('stage.7', 1)).toBeNull();
});
