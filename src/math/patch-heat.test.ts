import { expect, test } from 'vitest';
import { expectClose } from '../testing/close.ts';
import { meanConductionDistance } from './attention.ts';
import { conductionDistances } from './conduction-distance.ts';
import { channelOf, conduct, conductMap, impulse } from './heat.ts';
import type { GridShape } from './heat.ts';
import { dct2 } from './dct.ts';
import {
  channelNorm,
  heatOfToken,
  meanDecay,
  meanImpulse,
  queryCorrelation,
  shareWithin,
  tokenAt,
} from './patch-heat.ts';

const SHAPE: GridShape = [5, 6, 3];
const SIZE = 5 * 6 * 3;
const u0 = Float32Array.from({ length: SIZE }, (_, i) => Math.sin(2.3 * i + 0.4));
const k = Float32Array.from({ length: SIZE }, (_, i) => 1 + Math.cos(1.9 * i));

test('a point names the token that contains it on every grid', () => {
  expect(tokenAt({ x: 0.4, y: 0.9 }, 8, 8)).toEqual([7, 3]);
  expect(tokenAt({ x: 0.4, y: 0.9 }, 32, 16)).toEqual([28, 6]);
  expect(tokenAt({ x: 1, y: 1 }, 4, 4)).toEqual([3, 3]);
});

test('the impulse is the mean of the channels’ impulse responses, and sums to 1', () => {
  const map = meanImpulse(meanDecay(k, SHAPE), SHAPE, [1, 4]);
  const mean = new Float32Array(30);
  const coefficients = dct2(impulse(5, 6, 1, 4), 5, 6);
  for (let c = 0; c < 3; c++) {
    conductMap(coefficients, channelOf(k, SHAPE, c), 5, 6, 1).forEach(
      (heat, i) => (mean[i] += heat / 3),
    );
  }
  expectClose(map, mean, 1e-6);
  expect(map.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
});

test('the heat of all tokens of the picture sums to the operator’s result', () => {
  const sum = new Float32Array(SIZE);
  for (let token = 0; token < 30; token++) {
    heatOfToken(u0, k, SHAPE, [Math.floor(token / 6), token % 6]).forEach(
      (heat, i) => (sum[i] += heat),
    );
  }
  expectClose(sum, conduct(u0, k, SHAPE, 1), 1e-5);
});

test('without time the heat of a token stays where it was', () => {
  const still = heatOfToken(u0, new Float32Array(SIZE), SHAPE, [2, 3]);
  const norm = channelNorm(still, SHAPE);
  const at = 2 * 6 + 3;
  expect(norm[at]).toBeCloseTo(Math.hypot(...u0.subarray(3 * at, 3 * at + 3)), 5);
  expect(Math.max(...norm.map((x, i) => (i === at ? 0 : x)))).toBeLessThan(1e-6);
});

test('the correlation is a cosine: 1 with itself, −1 with its opposite, 0 with nothing', () => {
  const ut = new Float32Array([1, 2, -2, -4, 2, -1, 0, 0]);
  expectClose(queryCorrelation(ut, [2, 2, 2], [0, 0]), [1, -1, 0, 0], 1e-6);
});

test('the share within a radius counts what is cold like what is hot', () => {
  const map = [0, -1, 0, 2, 4, 0, 0, 0, 1];
  expect(shareWithin(map, 3, 3, [1, 1], 1)).toBeCloseTo(7 / 8);
  expect(shareWithin(map, 3, 3, [1, 1], 2)).toBe(1);
  expect(shareWithin(new Float32Array(9), 3, 3, [1, 1], 2)).toBe(0);
});

test('distances by mirror images are those of the impulse responses, odd and even grids alike', () => {
  const distances = conductionDistances(k, SHAPE, 4);
  distances.forEach((distance, c) =>
    expect(distance).toBeCloseTo(meanConductionDistance(channelOf(k, SHAPE, c), 5, 6, 1, 4), 3),
  );
  // Heat that has levelled out is uniform attention: 14 × 14 tokens of 16 pixels give 116.5 pixels.
  const level = new Float32Array(14 * 14).fill(1e4);
  expect(conductionDistances(level, [14, 14, 1], 16)[0]).toBeCloseTo(116.5, 1);
});

test('beyond 64 tokens a side some sources stand for all', () => {
  const [h, w] = [70, 6];
  const k = Float32Array.from({ length: h * w }, (_, i) => 3 / (1 + (i % 7)));
  const decay = meanDecay(k, [h, w, 1]);
  const all = Array.from({ length: h * w }, (_, i) => {
    const heat = meanImpulse(decay, [h, w, 1], [Math.floor(i / w), i % w]).map(Math.abs);
    const total = heat.reduce((sum, value) => sum + value, 0);
    const moment = heat.reduce(
      (sum, value, j) =>
        sum + value * Math.hypot(Math.floor(i / w) - Math.floor(j / w), (i % w) - (j % w)),
      0,
    );
    return moment / total;
  });
  const exact = all.reduce((sum, value) => sum + value, 0) / all.length;
  expect(conductionDistances(k, [h, w, 1], 1)[0] / exact).toBeCloseTo(1, 2);
});
