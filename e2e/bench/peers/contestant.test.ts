import { expect, test } from 'vitest';
import { alternate, disagreement, quantile, type Contestant } from './contestant.ts';
import { tableOf } from './report.ts';

const SUBJECT = { name: 'net', size: 32, weights: 'w', onnx: 'o' };

test('quantiles are values that were measured', () => {
  const times = [5, 1, 4, 2, 3, 10, 6, 7, 9, 8];
  expect([0, 0.5, 0.9].map((q) => quantile(times, q))).toEqual([1, 6, 10]);
  expect(quantile([3], 0.9)).toBe(3);
  expect(times[0]).toBe(5);
});

test('disagreement is measured in standard deviations of the logits', () => {
  expect(disagreement([0, 2, 4, 6], [0, 2, 4, 6])).toBe(0);
  expect(disagreement([-1, 1], [-1, 1.5])).toBeCloseTo(0.5);
});

test('contestants take turns, and warm-ups are not among their times', async () => {
  const order: string[] = [];
  const contestant = (name: string): Contestant => ({
    run: () => {
      order.push(name);
      return Promise.resolve(Float32Array.of(1, 2));
    },
    dispose: () => undefined,
  });
  const rounds = { warmUps: 1, least: 2, most: 2, seconds: 60 };
  const results = await alternate({ a: contestant('a'), b: contestant('b') }, rounds);
  expect(order.join('')).toBe('abababab');
  expect(results.map(({ times }) => times.length)).toEqual([2, 2]);
  expect(results[1].logits).toEqual([1, 2]);
});

test('a table compares everyone with ours, and is refused where logits differ', () => {
  const result = (name: string, time: number, last: number) => ({
    name,
    first: 9,
    times: [time, time, time],
    logits: [0, 1, last],
  });
  const { rows } = tableOf(SUBJECT, 'WASM', [result('peer', 3, 2), result('ours', 2, 2)]);
  expect(rows.map(({ ratio }) => ratio)).toEqual([1.5, 1]);
  expect(rows[0]).toMatchObject({ least: 3, median: 3, p90: 3, runs: 3, difference: 0 });
  expect(() => tableOf(SUBJECT, 'WASM', [result('peer', 3, 2.01), result('ours', 2, 2)])).toThrow(
    /net@32: logits of peer differ/,
  );
  expect(() => tableOf(SUBJECT, 'WASM', [result('peer', 3, NaN), result('ours', 2, 2)])).toThrow();
});
