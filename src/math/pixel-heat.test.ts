import { describe, expect, it } from 'vitest';
import { dct2 } from './dct.ts';
import { conductMap } from './heat.ts';
import { maxAbsDifference } from '../testing/close.ts';
import { createPixelHeat } from './pixel-heat.ts';

const SIZE = 16;

function picture(value: (x: number, y: number, colour: number) => number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(4 * SIZE * SIZE).fill(255);
  for (let i = 0; i < SIZE * SIZE; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = value(i % SIZE, Math.floor(i / SIZE), c);
  }
  return rgba;
}

describe('a picture as heat', () => {
  const photo = picture((x, y, c) => 128 + 100 * Math.sin(x * 1.7 + y * y * 0.3 + c));

  it('is the picture at time 0', () => {
    const heat = createPixelHeat(photo, SIZE);
    heat.advance(0);
    expect(maxAbsDifference(heat.pixels, photo)).toBeLessThanOrEqual(1);
    expect(maxAbsDifference(heat.luminance, heat.before)).toBeLessThan(1e-3);
  });

  it('conducts each colour by the operator', () => {
    const heat = createPixelHeat(photo, SIZE);
    heat.advance(2.5);
    for (let c = 0; c < 3; c++) {
      const plane = Float32Array.from({ length: SIZE * SIZE }, (_, i) => photo[4 * i + c]);
      const expected = conductMap(dct2(plane, SIZE, SIZE), 2.5, SIZE, SIZE, 1);
      const drawn = Float32Array.from({ length: SIZE * SIZE }, (_, i) => heat.pixels[4 * i + c]);
      expect(maxAbsDifference(drawn, expected)).toBeLessThanOrEqual(0.51);
    }
  });

  it('keeps the mean and ends as one colour', () => {
    const heat = createPixelHeat(photo, SIZE);
    const mean = (values: Float32Array) => values.reduce((a, b) => a + b) / values.length;
    heat.advance(3);
    expect(mean(heat.luminance)).toBeCloseTo(mean(heat.before), 3);
    heat.advance(1e6);
    for (const value of heat.luminance) expect(value).toBeCloseTo(mean(heat.before), 3);
  });

  it('goes back in time as well: each moment is computed from the source', () => {
    const heat = createPixelHeat(photo, SIZE);
    heat.advance(40);
    heat.advance(0);
    expect(maxAbsDifference(heat.pixels, photo)).toBeLessThanOrEqual(1);
  });

  it('has the spectrum of what is left, sign and all', () => {
    const heat = createPixelHeat(photo, SIZE);
    heat.advance(0);
    const at0 = Float32Array.from(heat.spectrum);
    expect(maxAbsDifference(at0, dct2(heat.before, SIZE, SIZE))).toBeLessThan(1e-2);
    expect(heat.strongest).toBeCloseTo(Math.max(...at0.subarray(1).map(Math.abs)), 3);
    heat.advance(5);
    expect(maxAbsDifference(heat.spectrum, dct2(heat.luminance, SIZE, SIZE))).toBeLessThan(1e-2);
    expect(heat.spectrum[0]).toBe(at0[0]);
    heat.spectrum.forEach((value, i) => {
      expect(Math.abs(value)).toBeLessThanOrEqual(Math.abs(at0[i]));
      expect(value * at0[i]).toBeGreaterThanOrEqual(0);
    });
  });
});
