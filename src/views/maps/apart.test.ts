import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apart } from './apart.ts';

describe('labels', () => {
  it('stay where there is room, and make room downwards where two meet', () => {
    expect(apart([10, 50], 15, 100)).toEqual([10, 50]);
    expect(apart([50, 50, 10], 15, 100)).toEqual([50, 65, 10]);
  });

  it('make room upwards at the lower end', () => {
    expect(apart([98, 99], 15, 100)).toEqual([85, 100]);
  });

  it('never lie on one another, nor below the end, and keep their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 8 }),
        (ys) => {
          const moved = apart(ys, 12, 200);
          ys.forEach((y, i) => {
            expect(moved[i]).toBeLessThanOrEqual(200);
            ys.forEach((other, j) => {
              if (i === j) return;
              expect(Math.abs(moved[i] - moved[j])).toBeGreaterThan(12 - 1e-9);
              if (y < other) expect(moved[i]).toBeLessThan(moved[j]);
            });
          });
        },
      ),
    );
  });
});
