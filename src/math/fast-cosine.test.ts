import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/close.ts';
import { createFastCosine } from './fast-cosine.ts';

const side = fc.constantFrom(2, 4, 8, 16, 32, 64);
const picture = side.chain((size) =>
  fc.record({
    size: fc.constant(size),
    map: fc
      .array(fc.float({ min: -1, max: 1, noNaN: true }), {
        minLength: size * size,
        maxLength: size * size,
      })
      .map((values) => Float32Array.from(values)),
  }),
);

/** The definition by loops: s_n s_m Σ_y Σ_x U[y, x] cos(πn(y+½)/N) cos(πm(x+½)/N). */
function slow(map: Float32Array, size: number): Float32Array {
  const along = (values: number[]) =>
    values.map((_, n) => {
      const scale = Math.sqrt((n === 0 ? 1 : 2) / size);
      return values.reduce(
        (sum, value, x) => sum + scale * value * Math.cos((Math.PI * n * (x + 0.5)) / size),
        0,
      );
    });
  const indices = Array.from({ length: size }, (_, i) => i);
  const rows = indices.map((y) => along([...map.subarray(y * size, (y + 1) * size)]));
  const columns = indices.map((m) => along(rows.map((row) => row[m])));
  return Float32Array.from(
    { length: size * size },
    (_, i) => columns[i % size][Math.floor(i / size)],
  );
}

describe('fast cosine transform', () => {
  it('is the cosine transform', () => {
    fc.assert(
      fc.property(picture, ({ size, map }) => {
        const fast = Float32Array.from(map);
        createFastCosine(size).forward(fast);
        expectClose(fast, slow(map, size), 2e-5);
      }),
      { numRuns: 40 },
    );
  });

  it('has its inverse, any number of times', () => {
    const transform = createFastCosine(64);
    const map = Float32Array.from({ length: 4096 }, (_, i) => Math.sin(i * 12.9898));
    const copy = Float32Array.from(map);
    for (let i = 0; i < 3; i++) {
      transform.forward(copy);
      transform.inverse(copy);
    }
    expectClose(copy, map, 1e-5);
  });

  it('skips rows of zeros', () => {
    const transform = createFastCosine(16);
    const source = Float32Array.from({ length: 256 }, (_, i) => Math.cos(i * i));
    const coefficients = slow(source, 16);
    const faded = Float32Array.from(coefficients);
    faded.fill(0, 5 * 16);
    const skipped = Float32Array.from(faded);
    transform.inverse(faded);
    transform.inverse(skipped, 5);
    expectClose(skipped, faded, 1e-6);
  });

  it('refuses other sizes', () => {
    expect(() => createFastCosine(12)).toThrow(RangeError);
    expect(() => createFastCosine(0)).toThrow(RangeError);
  });
});
