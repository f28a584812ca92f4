/** Square tiles in rows, in CSS pixels from the upper left corner. */
export interface TileLayout {
  readonly count: number;
  readonly columns: number;
  readonly tile: number;
  readonly gap: number;
}

/** Where a pointer is in a layout. */
export interface TileHit {
  readonly index: number;
  /** Fractions of the tile, 0…1. */
  readonly x: number;
  readonly y: number;
}

/**
 * The largest tiles of which `count` fit a box; where even the smallest do not, rows go on below the box.
 * @param width,height the box in CSS pixels
 */
export function layoutTiles(
  count: number,
  width: number,
  height: number,
  { gap = 8, smallest = 36, largest = 160 } = {},
): TileLayout {
  const most = Math.max(1, Math.floor((width + gap) / (smallest + gap)));
  const fitting = (size: number, tiles: number) => Math.floor((size + gap) / tiles - gap);
  // Where nothing fits: as many columns as there may be, and rows below the box.
  let best: TileLayout = { count, gap, columns: most, tile: Math.max(1, fitting(width, most)) };
  let tile = smallest - 1;
  for (let columns = 1; columns <= Math.min(most, count); columns++) {
    const fits = Math.min(fitting(width, columns), fitting(height, Math.ceil(count / columns)));
    if (Math.min(largest, fits) <= tile) continue;
    tile = Math.min(largest, fits);
    best = { count, gap, columns, tile };
  }
  return best;
}

/** CSS pixels that the rows of a layout take. */
export function heightOf({ count, columns, tile, gap }: TileLayout): number {
  const rows = Math.ceil(count / columns);
  return Math.max(0, rows * (tile + gap) - gap);
}

/** CSS pixels that the columns of a layout take. */
export function widthOf({ count, columns, tile, gap }: TileLayout): number {
  return Math.max(0, Math.min(count, columns) * (tile + gap) - gap);
}

/** The tile at a point, null between tiles and past the last one. */
export function tileAt(layout: TileLayout, x: number, y: number): TileHit | null {
  const pitch = layout.tile + layout.gap;
  const column = Math.floor(x / pitch);
  const row = Math.floor(y / pitch);
  const insideX = (x - column * pitch) / layout.tile;
  const insideY = (y - row * pitch) / layout.tile;
  const index = row * layout.columns + column;
  const outside = column < 0 || row < 0 || column >= layout.columns || index >= layout.count;
  if (outside || insideX >= 1 || insideY >= 1) return null;
  return { index, x: insideX, y: insideY };
}
