import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrange } from './slide.ts';

it('a slide has room for all its drawings, in rows of one size', () => {
  const size = fc.integer({ min: 50, max: 900 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ width: size, height: size }), { minLength: 1, maxLength: 12 }),
      (drawings) => {
        const { columns, scale } = arrange(drawings, 1800, 800);
        const rows = Math.ceil(drawings.length / columns);
        const widest = Math.max(...drawings.map(({ width }) => width));
        const tallest = Math.max(...drawings.map(({ height }) => height));
        expect(columns).toBeGreaterThan(0);
        expect(columns).toBeLessThanOrEqual(drawings.length);
        expect(columns * widest * scale + 36 * (columns - 1)).toBeLessThan(1800.01);
        expect(rows * tallest * scale + 36 * (rows - 1)).toBeLessThan(800.01);
      },
    ),
  );
  expect(arrange(Array(6).fill({ width: 100, height: 100 }), 1800, 800).columns).toBe(3);
});
