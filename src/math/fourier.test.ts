import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFourier } from './fourier.ts';

/** The definition, Σ_n x[n]·e^(−2πikn/N). */
function slow(re: Float64Array, im: Float64Array) {
  const size = re.length;
  const sums = Array.from({ length: size }, (_, k) => {
    let real = 0;
    let imaginary = 0;
    for (let n = 0; n < size; n++) {
      const angle = (-2 * Math.PI * ((k * n) % size)) / size;
      real += re[n] * Math.cos(angle) - im[n] * Math.sin(angle);
      imaginary += re[n] * Math.sin(angle) + im[n] * Math.cos(angle);
    }
    return [real, imaginary];
  });
  return sums;
}

it('is the Fourier transform, of sizes that are powers of four and of others', () => {
  const line = fc.constantFrom(2, 4, 8, 16, 32, 64, 128).chain((size) =>
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: 2 * size,
      maxLength: 2 * size,
    }),
  );
  fc.assert(
    fc.property(line, (values) => {
      const size = values.length / 2;
      const re = Float64Array.from(values.slice(0, size));
      const im = Float64Array.from(values.slice(size));
      const expected = slow(re, im);
      const fourier = createFourier(size);
      const sortedRe = new Float64Array(size);
      const sortedIm = new Float64Array(size);
      for (let n = 0; n < size; n++) {
        sortedRe[fourier.order[n]] = re[n];
        sortedIm[fourier.order[n]] = im[n];
      }
      fourier.transform(sortedRe, sortedIm);
      for (const [k, [real, imaginary]] of expected.entries()) {
        expect(Math.abs(sortedRe[k] - real)).toBeLessThan(1e-11);
        expect(Math.abs(sortedIm[k] - imaginary)).toBeLessThan(1e-11);
      }
    }),
    { numRuns: 60 },
  );
});
