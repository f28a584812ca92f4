import { describe, expect, test } from 'vitest';
import { expectedCalibrationError, fitTemperature, negativeLogLikelihood } from './calibration.ts';
import { logSumExp, softmax } from './probability.ts';
import { seededRandom, standardNormal } from './random.ts';

/** Pictures whose true class is drawn from softmax(logits / temperature). */
function drawn(count: number, classes: number, temperature: number) {
  const random = seededRandom(7);
  const logits = Array.from({ length: count }, () =>
    Array.from({ length: classes }, () => 3 * standardNormal(random)),
  );
  const labels = logits.map((row) => {
    let left = random();
    return Math.max(
      0,
      softmax(row, temperature).findIndex((p) => (left -= p) < 0),
    );
  });
  return { logits, labels };
}

describe('temperature', () => {
  test.each([0.5, 1, 2.5])('%f is found again in classes drawn with it', (temperature) => {
    const { logits, labels } = drawn(6000, 5, temperature);
    expect(fitTemperature(logits, labels) / temperature).toBeCloseTo(1, 1);
  });

  test('fitted is better than its neighbours', () => {
    const { logits, labels } = drawn(300, 4, 1.3);
    const found = fitTemperature(logits, labels);
    const loss = (t: number) => negativeLogLikelihood(logits, labels, t);
    for (const other of [found * 0.99, found * 1.01]) expect(loss(found)).toBeLessThan(loss(other));
  });

  test('of two pictures by hand: T = 2 / ln 3 where three in four are right at a gap of 2', () => {
    const logits = [2, 2, 2, 2].map((gap) => [gap, 0]);
    expect(fitTemperature(logits, [0, 0, 0, 1])).toBeCloseTo(2 / Math.log(3), 6);
  });
});

test('the loss is that of cross entropy, and large logits do not overflow', () => {
  expect(negativeLogLikelihood([[0, 0]], [1], 1)).toBeCloseTo(Math.log(2), 12);
  expect(negativeLogLikelihood([[5000, 0]], [1], 1)).toBeCloseTo(5000, 8);
  expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.log(2), 10);
});

describe('expected calibration error', () => {
  test('is 0 where confidence is accuracy', () => {
    expect(expectedCalibrationError([0.5, 0.5, 1], [true, false, true])).toBeCloseTo(0, 12);
  });

  test('weighs the gap of each bin by its pictures', () => {
    // 0.9 right once of two: gap 0.4 for 2 of 3 pictures; 0.2 right: gap 0.8 for 1 of 3.
    const error = expectedCalibrationError([0.9, 0.9, 0.2], [true, false, true]);
    expect(error).toBeCloseTo((2 * 0.4 + 0.8) / 3, 12);
  });

  test('counts the edge of a bin to the bin below', () => {
    // 1/15 and just above: bins of their own, whose gaps do not cancel.
    const edge = 1 / 15;
    const error = expectedCalibrationError([edge, edge + 1e-9], [true, false]);
    expect(error).toBeCloseTo((1 - edge + edge) / 2, 6);
  });
});
