import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../testing/close.ts';
import { dct2, idct2 } from './dct.ts';
import { channelOf, conduct, conductMap, decay, eigenvalues, impulse } from './heat.ts';
import type { GridShape } from './heat.ts';

const numbers = (length: number, min: number, max: number) =>
  fc
    .array(fc.float({ min, max, noNaN: true }), { minLength: length, maxLength: length })
    .map((values) => Float32Array.from(values));

const times = fc.float({ min: 0, max: 20, noNaN: true });

const sources = fc
  .tuple(
    fc.integer({ min: 1, max: 8 }),
    fc.integer({ min: 1, max: 8 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .chain(([h, w, c]) =>
    fc.record({
      shape: fc.constant<GridShape>([h, w, c]),
      u0: numbers(h * w * c, -5, 5),
      other: numbers(h * w * c, -5, 5),
      k: numbers(h * w * c, 0, 10),
    }),
  );

const sum = (map: Float32Array) => map.reduce((total, value) => total + value, 0);
const energy = (map: Float32Array) => map.reduce((total, value) => total + value * value, 0);
const channels = (map: Float32Array, shape: GridShape) =>
  Array.from({ length: shape[2] }, (_, c) => channelOf(map, shape, c));

describe('the laws of heat hold for every source, diffusivity and time', () => {
  test('nothing has moved at t = 0, nor where nothing conducts', () => {
    fc.assert(
      fc.property(sources, times, ({ shape, u0, k }, t) => {
        expectClose(conduct(u0, k, shape, 0), u0, 1e-4);
        expectClose(conduct(u0, new Float32Array(k.length), shape, t), u0, 1e-4);
      }),
    );
  });

  test("each channel's heat is conserved", () => {
    fc.assert(
      fc.property(sources, times, ({ shape, u0, k }, t) => {
        expectClose(
          channels(conduct(u0, k, shape, t), shape).map(sum),
          channels(u0, shape).map(sum),
          1e-3,
        );
      }),
    );
  });

  test('energy never grows', () => {
    fc.assert(
      fc.property(sources, times, times, ({ shape, u0, k }, t, later) => {
        const before = energy(conduct(u0, k, shape, t));
        const after = energy(conduct(u0, k, shape, t + later));
        expect(after).toBeLessThanOrEqual(before * (1 + 1e-5) + 1e-4);
      }),
    );
  });

  test('t₁ and then t₂ is t₁ + t₂', () => {
    fc.assert(
      fc.property(sources, times, times, ({ shape, u0, k }, t1, t2) => {
        const twice = conduct(conduct(u0, k, shape, t1), k, shape, t2);
        expectClose(twice, conduct(u0, k, shape, t1 + t2), 1e-4);
      }),
    );
  });

  test('heats of two sources add up', () => {
    fc.assert(
      fc.property(sources, times, ({ shape, u0, other, k }, t) => {
        const both = u0.map((value, i) => 2 * value - other[i]);
        const alone = conduct(other, k, shape, t);
        const expected = conduct(u0, k, shape, t).map((value, i) => 2 * value - alone[i]);
        expectClose(conduct(both, k, shape, t), expected, 1e-3);
      }),
    );
  });

  test('only the mean is left in the end', () => {
    const shape: GridShape = [6, 5, 1];
    const u0 = Float32Array.from({ length: 30 }, (_, i) => Math.sin(i * i));
    const k = new Float32Array(30).fill(1);
    const end = conduct(u0, k, shape, 1e6);
    expectClose(end, new Float32Array(30).fill(sum(u0) / 30), 1e-6);
  });
});

describe('a point source', () => {
  test('with constant k spreads by a variance of 2kt tokens² per axis, away from the walls', () => {
    const [h, w, row, column] = [65, 61, 32, 30];
    const coefficients = dct2(impulse(h, w, row, column), h, w);
    for (const [k, t] of [
      [1, 1],
      [4, 1],
      [2, 6],
    ]) {
      const heat = conductMap(coefficients, k, h, w, t);
      let [total, vertical, horizontal] = [0, 0, 0];
      for (let y = 0; y < h; y++) {
        for (let x = 0; x < w; x++) {
          total += heat[y * w + x];
          vertical += heat[y * w + x] * (y - row) ** 2;
          horizontal += heat[y * w + x] * (x - column) ** 2;
        }
      }
      expect(total).toBeCloseTo(1, 4);
      expect(vertical).toBeCloseTo(2 * k * t, 2);
      expect(horizontal).toBeCloseTo(2 * k * t, 2);
    }
  });

  test('dips below zero for small kt: the Laplacian is spectral', () => {
    const heat = conductMap(dct2(impulse(33, 33, 16, 16), 33, 33), 0.1, 33, 33, 1);
    expect(Math.min(...heat)).toBeLessThan(-0.01);
  });
});

describe('conductMap', () => {
  test('skips faded frequencies without a visible difference', () => {
    const [h, w] = [24, 20];
    const source = Float32Array.from({ length: h * w }, (_, i) => Math.sin(i * 12.9898) * 3);
    const coefficients = dct2(source, h, w);
    const k = Float32Array.from({ length: h * w }, (_, i) => (i % 7) / 2);
    for (const t of [0, 0.1, 1, 10, 1000]) {
      const faded = decay(k, h, w, t);
      const all = idct2(
        coefficients.map((value, i) => value * faded[i]),
        h,
        w,
      );
      expectClose(conductMap(coefficients, k, h, w, t), all, 1e-6);
    }
  });

  test('takes a number as well as a map', () => {
    const coefficients = dct2(impulse(6, 7, 2, 3), 6, 7);
    expectClose(
      conductMap(coefficients, 0.7, 6, 7, 2),
      conductMap(coefficients, new Float32Array(42).fill(0.7), 6, 7, 2),
      1e-7,
    );
  });

  test('an empty source stays empty', () => {
    expectClose(conductMap(new Float32Array(12), 1, 3, 4, 1), new Float32Array(12), 0);
  });
});

test('eigenvalues are the squared frequencies of the two axes', () => {
  const lambda = eigenvalues(4, 8);
  expect(lambda[0]).toBe(0);
  expect(lambda[3 * 8 + 5]).toBeCloseTo((Math.PI * 3) ** 2 / 16 + (Math.PI * 5) ** 2 / 64, 6);
});
