import { expect, test } from 'vitest';
import { spansOf } from './use-looks.ts';

/** A curve of two classes out of the first one's probabilities. */
const curve = (...first: number[]) => ({
  at: first.map((_, i) => i / (first.length - 1)),
  probabilities: first.map((p) => Float32Array.of(p, 1 - p)),
});

test('an answer holds between the places where the curves cross', () => {
  const { at, probabilities } = curve(0.8, 0.6, 0.2, 0.6, 0.9);
  const spans = spansOf({ at, probabilities }, 0);
  expect(spans).toHaveLength(2);
  expect(spans[0].from).toBe(0);
  expect(spans[0].to).toBeCloseTo(0.3125, 5); // 0.6 → 0.2 crosses 0.5 a quarter on its way
  expect(spans[1].from).toBeCloseTo(0.6875, 5);
  expect(spans[1].to).toBe(1);
  expect(spansOf({ at, probabilities }, 1)).toEqual([{ from: spans[0].to, to: spans[1].from }]);
});

test('an answer may hold all along, or never', () => {
  expect(spansOf(curve(0.8, 0.6), 0)).toEqual([{ from: 0, to: 1 }]);
  expect(spansOf(curve(0.8, 0.6), 1)).toEqual([]);
  expect(spansOf({ at: [], probabilities: [] }, 0)).toEqual([]);
});
