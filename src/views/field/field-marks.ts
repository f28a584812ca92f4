import { contours, geoPath } from 'd3';
import { dct2 } from '../../math/dct.ts';
import { conductMap } from '../../math/heat.ts';
import { cellMiddle, levelOfShare, type FieldSquare } from '../../math/receptive-field.ts';
import type { Box, Mark } from '../../render/figure.ts';
import type { ReceptiveField } from '../../state/explorer.ts';

/** Standard deviation of the blur before the contour, as a share of the side: gradients of one photo are speckled. */
const BLUR = 1 / 32;

/** Cells along the longer side of what is blurred: half of the blur's width is two of them, so none is seen. */
const MOST_CELLS = 128;

/** A map in cells of `factor` × `factor` pixels, each the mean of its pixels; those at the far ends may have fewer. */
function coarse(map: Float32Array, height: number, width: number, factor: number) {
  const rows = Math.ceil(height / factor);
  const columns = Math.ceil(width / factor);
  const cells = new Float32Array(rows * columns);
  for (let y = 0; y < height; y++) {
    const high = Math.min(factor, height - factor * Math.floor(y / factor));
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / factor);
      const wide = Math.min(factor, width - factor * column);
      cells[Math.floor(y / factor) * columns + column] += map[y * width + x] / (high * wide);
    }
  }
  return { cells, rows, columns };
}

/** The map after a little heat conduction: with constant k a Gaussian of variance 2kt, walls included. */
function blurred(map: Float32Array, height: number, width: number): Float32Array {
  const kt = (BLUR * width) ** 2 / 2;
  return conductMap(dct2(map, height, width), kt, height, width, 1);
}

/**
 * The line around half of a map [height, width], as SVG path data in fractions of its sides; null of a map without one.
 * Maps of more than 128 pixels a side are blurred and followed in cells of as few pixels as that takes.
 */
export function halfContour(map: Float32Array, height: number, width: number): string | null {
  const factor = Math.ceil(Math.max(height, width) / MOST_CELLS);
  const { cells, rows, columns } = coarse(map, height, width, factor);
  const smooth = blurred(cells, rows, columns);
  const level = levelOfShare(smooth, 0.5);
  if (!(level > 0)) return null;
  const line = contours().size([columns, rows]).thresholds([level])(Array.from(smooth)).at(0);
  if (!line) return null;
  const coordinates = line.coordinates.map((polygon) =>
    polygon.map((ring) => ring.map(([x, y]) => [(x * factor) / width, (y * factor) / height])),
  );
  return geoPath().digits(5)({ ...line, coordinates });
}

/**
 * The cell, squares around its middle, the contour around half of the contribution, and what the convolutions alone
 * would see.
 * @param drawn the map as it is drawn, normalised
 * @param theory pixels per side that the convolutions can see
 */
export function fieldMarks(
  { field: { height, width }, cell, stride }: ReceptiveField,
  drawn: Float32Array,
  squares: readonly (FieldSquare | null)[],
  theory: number,
): Mark[] {
  const [row, column] = cellMiddle(cell, stride);
  const around = (side: number): Box => ({
    x: (column - (side - 1) / 2) / width,
    y: (row - (side - 1) / 2) / height,
    width: side / width,
    height: side / height,
  });
  const contour = halfContour(drawn, height, width);
  return [
    ...(contour === null ? [] : [{ role: 'contour' as const, path: contour }]),
    ...squares.flatMap((square) =>
      square === null ? [] : [{ role: 'ring' as const, box: around(square.side) }],
    ),
    { role: 'reach', box: around(theory) },
    { role: 'cell', box: around(stride) },
  ];
}
