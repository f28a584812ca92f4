import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heightOf, layoutTiles, tileAt, widthOf } from './layout.ts';

const box = fc.tuple(
  fc.integer({ min: 1, max: 1024 }),
  fc.integer({ min: 60, max: 2500 }),
  fc.integer({ min: 40, max: 1600 }),
);

describe('tile layout', () => {
  it('never grows wider than its box', () => {
    fc.assert(
      fc.property(box, ([count, width, height]) => {
        const layout = layoutTiles(count, width, height);
        expect(layout.columns * (layout.tile + layout.gap) - layout.gap).toBeLessThanOrEqual(width);
        expect(widthOf(layout)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('uses the largest tiles that fit: no number of columns allows larger ones', () => {
    fc.assert(
      fc.property(box, ([count, width, height]) => {
        const layout = layoutTiles(count, width, height);
        const { gap, tile } = layout;
        if (heightOf(layout) > height) {
          // Only where not even the smallest tiles fit in as many columns as there may be.
          expect(tile).toBeGreaterThanOrEqual(Math.min(36, width));
          expect(heightOf({ ...layout, tile: 36 })).toBeGreaterThan(height);
        } else {
          for (let columns = 1; tile < 160 && columns <= count; columns++) {
            const larger = { count, columns, gap, tile: tile + 1 };
            expect(widthOf(larger) > width || heightOf(larger) > height).toBe(true);
          }
        }
      }),
    );
  });

  it('finds the tile under a point, nothing in the gaps and past the end', () => {
    const layout = { count: 5, columns: 3, tile: 40, gap: 10 };
    expect(tileAt(layout, 0, 0)).toEqual({ index: 0, x: 0, y: 0 });
    expect(tileAt(layout, 70, 80)).toEqual({ index: 4, x: 0.5, y: 0.75 });
    expect(tileAt(layout, 45, 10)).toBeNull();
    expect(tileAt(layout, 110, 60)).toBeNull();
    expect(tileAt(layout, 155, 10)).toBeNull();
    expect(tileAt(layout, -1, 10)).toBeNull();
  });
});
