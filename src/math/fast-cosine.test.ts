import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/close.ts';
import { dct2 } from './dct.ts';
import { createFastCosine } from './fast-cosine.ts';
import { conductMap } from './heat.ts';

const side = fc.constantFrom(2, 4, 8, 16, 32);
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

describe('fast cosine transform', () => {
  it('is the cosine transform', () => {
    fc.assert(
      fc.property(picture, ({ size, map }) => {
        const fast = Float32Array.from(map);
        createFastCosine(size).forward(fast);
        expectClose(fast, dct2(map, size, size), 2e-5);
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
    const coefficients = dct2(source, 16, 16);
    const faded = Float32Array.from(coefficients);
    faded.fill(0, 5 * 16);
    const skipped = Float32Array.from(faded);
    transform.inverse(faded);
    transform.inverse(skipped, 5);
    expectClose(skipped, faded, 1e-6);
  });

  it('conducts heat as the operator does', () => {
    const map = Float32Array.from({ length: 1024 }, (_, i) => Math.sin(i * 78.233));
    const coefficients = dct2(map, 32, 32);
    const heat = Float32Array.from(coefficients, (c, i) => {
      const n = Math.floor(i / 32);
      const m = i % 32;
      return c * Math.exp(-((Math.PI / 32) ** 2) * (n * n + m * m) * 3.5);
    });
    createFastCosine(32).inverse(heat);
    expectClose(heat, conductMap(coefficients, 3.5, 32, 32, 1), 1e-5);
  });

  it('refuses other sizes', () => {
    expect(() => createFastCosine(12)).toThrow(RangeError);
    expect(() => createFastCosine(0)).toThrow(RangeError);
  });
});
