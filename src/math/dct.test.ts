import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../testing/close.ts';
import { dct2, dctMatrix, idct2, standingWave } from './dct.ts';

const grids = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([h, w]) =>
    fc.record({
      h: fc.constant(h),
      w: fc.constant(w),
      map: fc
        .array(fc.float({ min: -10, max: 10, noNaN: true }), { minLength: h * w, maxLength: h * w })
        .map((values) => Float32Array.from(values)),
    }),
  );

const energy = (map: Float32Array) => map.reduce((sum, value) => sum + value * value, 0);

describe('dctMatrix', () => {
  test.each([1, 2, 7, 14, 56])('rows of size %i are orthonormal', (size) => {
    const d = dctMatrix(size);
    const gram: number[] = [];
    const identity: number[] = [];
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        let dot = 0;
        for (let x = 0; x < size; x++) dot += d[a * size + x] * d[b * size + x];
        gram.push(dot);
        identity.push(a === b ? 1 : 0);
      }
    }
    expectClose(gram, identity, 1e-6);
  });
});

describe('dct2', () => {
  test('is the defining double sum', () => {
    const [h, w] = [3, 4];
    const map = Float32Array.from({ length: h * w }, (_, i) => Math.sin(i * 1.7));
    const expected: number[] = [];
    for (let n = 0; n < h; n++) {
      for (let m = 0; m < w; m++) {
        let sum = 0;
        for (let y = 0; y < h; y++) {
          for (let x = 0; x < w; x++) {
            sum +=
              map[y * w + x] *
              Math.cos((Math.PI * n * (y + 0.5)) / h) *
              Math.cos((Math.PI * m * (x + 0.5)) / w);
          }
        }
        expected.push(sum * Math.sqrt((n ? 2 : 1) / h) * Math.sqrt((m ? 2 : 1) / w));
      }
    }
    expectClose(dct2(map, h, w), expected, 1e-6);
  });

  test('is undone by idct2 and keeps the energy', () => {
    fc.assert(
      fc.property(grids, ({ h, w, map }) => {
        const coefficients = dct2(map, h, w);
        expectClose(idct2(coefficients, h, w), map, 1e-4);
        expect(energy(coefficients)).toBeCloseTo(energy(map), 1);
      }),
    );
  });

  test('works in place', () => {
    const map = Float32Array.from({ length: 20 }, (_, i) => Math.cos(i));
    const expected = dct2(map, 4, 5);
    const buffer = map.slice();
    expectClose(dct2(buffer, 4, 5, buffer), expected, 0);
    expectClose(idct2(buffer, 4, 5, buffer), map, 1e-6);
  });

  test('idct2 takes dropped frequencies as zero', () => {
    const coefficients = Float32Array.from({ length: 30 }, (_, i) => Math.sin(i + 1));
    const low = coefficients.map((value, i) => (Math.floor(i / 6) < 2 && i % 6 < 3 ? value : 0));
    expectClose(
      idct2(coefficients, 5, 6, undefined, undefined, 2, 3),
      idct2(Float32Array.from(low), 5, 6),
      1e-7,
    );
  });

  test('of a standing wave is one coefficient, of each its own', () => {
    for (const [n, m] of [
      [0, 0],
      [3, 0],
      [1, 5],
    ]) {
      const coefficients = dct2(standingWave(n, m, 5, 6), 5, 6);
      const strong = [...coefficients.keys()].filter((i) => Math.abs(coefficients[i]) > 1e-5);
      expect(strong).toEqual([n * 6 + m]);
      expect(coefficients[n * 6 + m]).toBeGreaterThan(0);
    }
  });
});

describe('on square grids of 32 and more, whose transform is a fast one', () => {
  /** rows · map · columnsᵀ with matrices [size, size], or with their transposes, in double precision. */
  function products(map: Float32Array, size: number, isInverse: boolean): number[] {
    const d = dctMatrix(size);
    const at = (n: number, x: number) => (isInverse ? d[x * size + n] : d[n * size + x]);
    const half = new Float64Array(size * size);
    const whole = new Float64Array(size * size);
    for (let y = 0; y < size; y++)
      for (let m = 0; m < size; m++)
        for (let x = 0; x < size; x++) half[y * size + m] += map[y * size + x] * at(m, x);
    for (let n = 0; n < size; n++)
      for (let y = 0; y < size; y++)
        for (let m = 0; m < size; m++) whole[n * size + m] += at(n, y) * half[y * size + m];
    return [...whole];
  }

  test.each([32, 64])('both directions are products with the matrices: %i', (size) => {
    const map = Float32Array.from({ length: size * size }, (_, i) => Math.sin(i * 12.9898));
    const copy = Float32Array.from(map);
    expectClose(dct2(map, size, size), products(map, size, false), 1e-5);
    expectClose(idct2(map, size, size), products(map, size, true), 1e-5);
    expect(map).toEqual(copy);
    expect(dct2(copy, size, size, copy)).toBe(copy);
    expectClose(copy, products(map, size, false), 1e-5);
  });

  // Few frequencies take the matrices, more the fast transform; an odd number of rows is no pair.
  test.each([
    [1, 1],
    [3, 32],
    [9, 32],
    [15, 20],
    [31, 7],
    [32, 32],
  ])('%i rows and %i columns are kept, the others count as zero', (rows, columns) => {
    const size = 32;
    const map = Float32Array.from({ length: size * size }, (_, i) => Math.cos(i * 78.233));
    const kept = map.map((value, i) =>
      Math.floor(i / size) < rows && i % size < columns ? value : 0,
    );
    const found = idct2(map, size, size, undefined, undefined, rows, columns);
    expectClose(found, products(kept, size, true), 1e-5);
  });
});
