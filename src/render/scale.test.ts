import { describe, expect, it } from 'vitest';
import type { Lut } from './colour-map.ts';
import { logarithmic, paintField, shownValue, type Scale } from './scale.ts';

/** A table whose red is its index. */
const INDICES: Lut = Uint8Array.from({ length: 1024 }, (_, i) => (i % 4 === 0 ? i / 4 : 255));

function indices(values: number[], scale: Partial<Scale>): number[] {
  const pixels = new Uint8ClampedArray(4 * values.length);
  const whole: Scale = { kind: 'positive', law: 'linear', of: 'fixed', low: 0, high: 1, ...scale };
  paintField(pixels, 0, Float32Array.from(values), whole, INDICES);
  return values.map((_, i) => pixels[4 * i]);
}

describe('scales', () => {
  it('go from the first colour at low to the last at high, and clamp', () => {
    expect(indices([0, 0.5, 1, 2, -1, Number.NaN], {})).toEqual([0, 128, 255, 255, 0, 0]);
    expect(indices([-3, 0, 3], { kind: 'signed', low: -3, high: 3 })).toEqual([0, 128, 255]);
  });

  it('colour the magnitude of signed numbers by its logarithm down to a floor', () => {
    const spectrum = { kind: 'magnitude', law: 'log', low: 1e-4, high: 1 } as const;
    expect(indices([1, -1, 0.0101, -0.0101, 1e-4, 1e-9, 0], spectrum)).toEqual([
      255, 255, 128, 128, 0, 0, 0,
    ]);
    expect(shownValue({ ...spectrum, of: 'own' }, -0.25)).toBe(0.25);
    expect(shownValue({ ...spectrum, of: 'own', kind: 'signed' }, -0.25)).toBe(-0.25);
  });

  it('go by the logarithm to either side of zero, down to a ten-thousandth of their ends', () => {
    const signed: Scale = { kind: 'signed', law: 'linear', of: 'own', low: -2, high: 2 };
    expect(indices([-2, -0.02, -1e-9, 0, 2e-4, 0.02, 2, 9], logarithmic(signed))).toEqual([
      0, 64, 128, 128, 128, 191, 255, 255,
    ]);
    const positive: Scale = { kind: 'positive', law: 'linear', of: 'own', low: 0, high: 2 };
    expect(indices([0, 2e-4, 0.0202, 2], logarithmic(positive))).toEqual([0, 0, 128, 255]);
  });

  it('paint from any byte on and leave the rest', () => {
    const pixels = new Uint8ClampedArray(12);
    const scale: Scale = { kind: 'positive', law: 'linear', of: 'own', low: 0, high: 1 };
    paintField(pixels, 4, Float32Array.of(1), scale, INDICES);
    expect([...pixels]).toEqual([0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0]);
  });
});
