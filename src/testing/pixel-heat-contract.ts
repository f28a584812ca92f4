import { expect, it } from 'vitest';
import { pictureSpectrum, type PictureSpectrum, type PixelHeat } from '../math/pixel-heat.ts';
import { maxAbsDifference } from './close.ts';
import { exactHeat } from './exact.ts';

const LUMA = [0.299, 0.587, 0.114];

/** Pixels of a picture that are compared where summing up all of them would take minutes. */
const PROBES = 60;

/** Numbers between −1 and 1 that are the same in every run. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 1_073_741_824 - 1;
  };
}

/** A picture's spectrum with all frequencies and with colours beyond what a screen can show. */
function denseSpectrum(size: number): PictureSpectrum {
  const next = noise(size);
  const colours = LUMA.map((_, c) =>
    Float32Array.from({ length: size * size }, (_, i) =>
      i === 0
        ? size * (100 + 40 * c)
        : (200 * next() * size) / (1 + Math.floor(i / size) + (i % size)) ** 1.5,
    ),
  );
  const luminance = colours[0].map((_, i) =>
    LUMA.reduce((sum, share, c) => sum + share * colours[c][i], 0),
  );
  return { size, before: luminance, colours, luminance, strongest: 1 };
}

/** Σ_n Σ_m C[n, m]·exp(−(ω_n² + ω_m²)kt)·s_n·s_m·cos(πn(y+½)/N)·cos(πm(x+½)/N) in float64. */
function heatAt(coefficients: Float32Array, size: number, kt: number, y: number, x: number) {
  const waves = (at: number) =>
    Float64Array.from(
      { length: size },
      (_, n) =>
        Math.exp(-kt * ((Math.PI * n) / size) ** 2) *
        Math.sqrt((n === 0 ? 1 : 2) / size) *
        Math.cos((Math.PI * n * (at + 0.5)) / size),
    );
  const [down, across] = [waves(y), waves(x)];
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++)
    sum += coefficients[i] * down[Math.floor(i / size)] * across[i % size];
  return sum;
}

/** What every way to make heat of a picture has to do. @param creator is asked when the tests run */
export function itConductsPictures(creator: () => (source: PictureSpectrum) => PixelHeat): void {
  const SIZE = 16;
  const photo = new Uint8ClampedArray(4 * SIZE * SIZE).fill(255);
  for (let i = 0; i < SIZE * SIZE; i++) {
    const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
    for (let c = 0; c < 3; c++) photo[4 * i + c] = 128 + 100 * Math.sin(x * 1.7 + y * y * 0.3 + c);
  }
  const heatOfPhoto = () => creator()(pictureSpectrum(photo, SIZE));
  const colour = (rgba: Uint8ClampedArray, c: number) => rgba.filter((_, i) => i % 4 === c);

  it('is the picture at time 0', () => {
    const heat = heatOfPhoto();
    heat.advance(0);
    expect(maxAbsDifference(heat.pixels, photo)).toBeLessThanOrEqual(1);
    expect(maxAbsDifference(heat.luminance, heat.before)).toBeLessThan(1e-3);
  });

  it('conducts each colour by the operator', () => {
    const heat = heatOfPhoto();
    heat.advance(2.5);
    const conductivity = new Float32Array(SIZE * SIZE).fill(1);
    for (let c = 0; c < 3; c++) {
      const expected = exactHeat(colour(photo, c), conductivity, [SIZE, SIZE, 1], 2.5);
      expect(maxAbsDifference(colour(heat.pixels, c), expected)).toBeLessThanOrEqual(0.501);
    }
  });

  it.each([2, 4, 8, 16, 32, 64, 128, 256, 512])(
    'draws colours and luminance of %i² pixels at any time',
    (size) => {
      const source = denseSpectrum(size);
      const heat = creator()(source);
      const next = noise(7);
      const cells = size * size;
      for (const kt of [0, 0.3, 5, 400, 0.01]) {
        heat.advance(kt);
        for (let probe = 0; probe < Math.min(PROBES, cells); probe++) {
          const i = cells <= PROBES ? probe : Math.floor(((1 + next()) / 2) * cells);
          const [y, x] = [Math.floor(i / size), i % size];
          const expected = source.colours.map((plane) => heatAt(plane, size, kt, y, x));
          expected.forEach((value, c) => {
            const shown = Math.min(255, Math.max(0, value));
            expect(Math.abs(heat.pixels[4 * i + c] - shown)).toBeLessThanOrEqual(0.501);
          });
          expect(heat.pixels[4 * i + 3]).toBe(255);
          const luminance = LUMA.reduce((sum, share, c) => sum + share * expected[c], 0);
          expect(Math.abs(heat.luminance[i] - luminance)).toBeLessThan(1e-3);
        }
      }
    },
  );

  it('keeps the mean and ends as one colour', () => {
    const heat = heatOfPhoto();
    const mean = (values: Float32Array) => values.reduce((a, b) => a + b) / values.length;
    heat.advance(3);
    expect(mean(heat.luminance)).toBeCloseTo(mean(heat.before), 3);
    heat.advance(1e6);
    for (const value of heat.luminance) expect(value).toBeCloseTo(mean(heat.before), 3);
  });

  it('goes back in time as well: each moment is computed from the source', () => {
    const heat = heatOfPhoto();
    heat.advance(40);
    heat.advance(0);
    expect(maxAbsDifference(heat.pixels, photo)).toBeLessThanOrEqual(1);
  });

  it('has the spectrum of what is left, sign and all', () => {
    const source = denseSpectrum(SIZE);
    const heat = creator()(source);
    heat.advance(5);
    const left = source.luminance.map((value, i) => {
      const [n, m] = [Math.floor(i / SIZE), i % SIZE];
      return value * Math.exp(-5 * (Math.PI / SIZE) ** 2 * (n * n + m * m));
    });
    expect(maxAbsDifference(heat.spectrum, left)).toBeLessThan(1e-3);
    expect(heat.spectrum[0]).toBe(source.luminance[0]);
  });
}
