import { expect, test } from 'vitest';
import {
  attentionMacs,
  fittedExponent,
  heatMacs,
  quantile,
  mixingBytes,
  networkMacs,
} from './complexity.ts';

test.each([
  ['Tiny', 96, [2, 2, 6, 2], 4.561],
  ['Small', 96, [2, 2, 18, 2], 8.435],
  ['Base', 128, [2, 2, 18, 2], 14.869],
])('vHeat-%s has the published multiply–adds at 224 px', (_, width, depths, giga) => {
  const dims = [1, 2, 4, 8].map((factor) => factor * width);
  expect(networkMacs(dims, depths, 224, 1000) / 1e9).toBeCloseTo(giga, 3);
});

test('mixing grows as N^1.5 and N²', () => {
  const sizes = [14, 24, 48];
  const grown = (macs: (n: number) => number) =>
    fittedExponent(sizes.map((n) => ({ n: n * n, t: macs(n) })));
  expect(grown((n) => heatMacs(n, 192).mixing)).toBeCloseTo(1.5, 1);
  expect(grown((n) => attentionMacs(n, 192).mixing)).toBeCloseTo(2, 10);
  expect(grown((n) => heatMacs(n, 192).layer)).toBeLessThan(1.2);
  expect(heatMacs(14, 192).mixing).toBe(4 * 192 * 14 ** 3 + 196 * 192);
});

test('DeiT-Tiny has 12 such layers: 1.25 G multiply–adds with its patches', () => {
  // One layer on 196 patches; the class token and the head are under 1 %.
  const total = 12 * attentionMacs(14, 192).layer + 196 * 16 * 16 * 3 * 192;
  expect(total / 1e9).toBeCloseTo(1.25, 1);
});

test('scores outgrow the decay map', () => {
  expect(mixingBytes(14, 192, 3)).toEqual({ heat: 4 * 196 * 192, attention: 4 * 3 * 196 ** 2 });
});

test('exponents and quantiles', () => {
  expect(fittedExponent([1, 2, 4].map((n) => ({ n, t: 7 * n ** 1.3 })))).toBeCloseTo(1.3, 10);
  expect(fittedExponent([{ n: 4, t: 1 }])).toBeNaN();
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([4, 1, 2, 3], 0.5)).toBe(2.5);
  expect(quantile([4, 1, 2, 3], 0.25)).toBe(1.75);
  expect(quantile([5], 0.75)).toBe(5);
  expect(quantile([], 0.5)).toBeNaN();
});
