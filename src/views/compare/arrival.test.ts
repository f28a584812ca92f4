import { describe, expect, it } from 'vitest';
import type { Field2D } from '../../state/explorer.ts';
import { arrivalAt, farCorner, shareText } from './arrival.ts';

const field = (kind: Field2D['kind'], data: number[]): Field2D => ({
  kind,
  height: 2,
  width: 2,
  data: Float32Array.from(data),
});

describe('what arrives of one unit of heat', () => {
  it('is the share of its token', () => {
    const map = field('impulse', [0.5, 0.75, -0.25, 0]);
    expect(arrivalAt(map, { x: 0.9, y: 0.1 })).toEqual({ token: [0, 1], share: 0.75, even: 0.25 });
    expect(arrivalAt(map, farCorner({ x: 0.8, y: 0.2 }))?.share).toBe(-0.25);
  });

  it('of attention, whose class token is left out, is a share of what the patches get', () => {
    const map = field('attention', [0.1, 0.1, 0.2, 0.1]);
    expect(arrivalAt(map, { x: 0, y: 0.9 })?.share).toBeCloseTo(0.4, 6);
  });

  it('is nothing of maps that are no shares, and while there is no map', () => {
    const at = { x: 0, y: 0 };
    for (const kind of ['correlation', 'gradient', 'source'] as const)
      expect(arrivalAt(field(kind, [1, 0, 0, 0]), at)).toBeNull();
    expect(arrivalAt(null, at)).toBeNull();
  });

  it.each([
    [1, '100 %'],
    [0.1234, '12 %'],
    [0.0123, '1.2 %'],
    [0.000694, '0.069 %'],
    [-0.00068, '−0.068 %'],
    [0.000003, '0.00030 %'],
    [2e-8, '< 0.0001 %'],
    [0, '0 %'],
    [NaN, '– %'],
  ])('%d reads %s', (share, text) => {
    expect(shareText(share)).toBe(text);
  });
});
