import { contours, geoPath } from 'd3';
import { dct2 } from '../../math/dct.ts';
import { conductMap } from '../../math/heat.ts';
import { cellMiddle, levelOfShare, type FieldSquare } from '../../math/receptive-field.ts';
import type { Box, Mark } from '../../render/figure.ts';
import type { ReceptiveField } from '../../state/explorer.ts';

/** Standard deviation of the blur before the contour, as a share of the side: gradients of one photo are speckled. */
const BLUR = 1 / 32;

/** The map after a little heat conduction: with constant k a Gaussian of variance 2kt, walls included. */
function blurred(map: Float32Array, height: number, width: number): Float32Array {
  const kt = (BLUR * width) ** 2 / 2;
  return conductMap(dct2(map, height, width), kt, height, width, 1);
}

/** The line around half of a map, as SVG path data in fractions of its sides; null of a map without one. */
function halfContour(map: Float32Array, height: number, width: number): string | null {
  const smooth = blurred(map, height, width);
  const line = contours()
    .size([width, height])
    .thresholds([levelOfShare(smooth, 0.5)])(Array.from(smooth))
    .at(0);
  if (!line) return null;
  const coordinates = line.coordinates.map((polygon) =>
    polygon.map((ring) => ring.map(([x, y]) => [x / width, y / height])),
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
