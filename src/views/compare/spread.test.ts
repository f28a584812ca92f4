import { describe, expect, it } from 'vitest';
import type { Field2D } from '../../state/explorer.ts';
import { reachedPart, spreadOf } from './spread.ts';

const field = (kind: Field2D['kind'], side: number, data: number[]): Field2D => ({
  kind,
  height: side,
  width: side,
  data: Float32Array.from(data),
});

describe('spread of a map around its patch', () => {
  it('is the mean distance of its tokens from that of the patch, in pixels', () => {
    const map = { name: '', stride: 16, field: field('attention', 2, [0.5, 0.25, -0.25, 0]) };
    const { distance, near } = spreadOf(map, { x: 0.1, y: 0.2 }, 16) ?? {};
    expect(distance).toBeCloseTo(8, 9);
    expect(near).toBe(1);
  });

  it('reaches where at least a tenth of an even share arrives', () => {
    // Of one unit on four tokens: 0.0251 is just enough, 0.0249 is not, and cold is no heat.
    expect(reachedPart(field('impulse', 2, [1.05, 0.0251, 0.0249, -0.1]))).toBe(0.5);
    expect(reachedPart(field('correlation', 2, [1, 1, 1, 1]))).toBeNull();
  });

  it('of a gradient, which has pixels for tokens, is taken from the middle of the cell', () => {
    // The four pixels around the middle of the second of two cells of four pixels a side.
    const data = Array.from({ length: 64 }, (_, i) => {
      const [row, column] = [Math.floor(i / 8), i % 8];
      return Number((row === 1 || row === 2) && (column === 5 || column === 6));
    });
    const map = { name: '', stride: 4, field: field('gradient', 8, data) };
    const { distance } = spreadOf(map, { x: 0.99, y: 0.01 }, 16) ?? {};
    expect(distance).toBeCloseTo(Math.SQRT1_2, 9);
  });

  it('is nothing for a correlation, whose values are no weights, and while there is no map', () => {
    const map = { name: '', stride: 4, field: field('correlation', 1, [1]) };
    expect(spreadOf(map, { x: 0, y: 0 }, 16)).toBeNull();
    expect(spreadOf({ ...map, field: null }, { x: 0, y: 0 }, 16)).toBeNull();
  });
});
