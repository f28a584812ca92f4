import { contours, geoPath } from 'd3';
import { useMemo } from 'react';
import { dct2 } from '../../math/dct.ts';
import { conductMap } from '../../math/heat.ts';
import { cellMiddle, levelOfShare, type FieldSquare } from '../../math/receptive-field.ts';
import type { ReceptiveField } from '../../state/explorer.ts';
import styles from '../maps/study.module.css';

interface Props {
  readonly result: ReceptiveField;
  /** The map as it is drawn, normalised. */
  readonly drawn: Float32Array;
  readonly squares: readonly (FieldSquare | null)[];
  /** Pixels per side that the convolutions alone can see; drawn around the cell like all else. */
  readonly theory: number;
}

/** Standard deviation of the blur before the contour, as a share of the side: gradients of one photo are speckled. */
const BLUR = 1 / 32;

/** The map after a little heat conduction: with constant k a Gaussian of variance 2kt, walls included. */
function blurred(map: Float32Array, height: number, width: number): Float32Array {
  const kt = (BLUR * width) ** 2 / 2;
  return conductMap(dct2(map, height, width), kt, height, width, 1);
}

/** Squares around the cell, the contour around half of the contribution, and what convolutions alone would see. */
export function FieldOverlay({ result, drawn, squares, theory }: Props) {
  const { field, cell, stride } = result;
  const { width, height } = field;
  const [row, column] = cellMiddle(cell, stride);
  const contour = useMemo(() => {
    const smooth = blurred(drawn, height, width);
    const line = contours()
      .size([width, height])
      .thresholds([levelOfShare(smooth, 0.5)])(Array.from(smooth))
      .at(0);
    return line ? geoPath()(line) : null;
  }, [drawn, width, height]);
  const rect = (side: number) => ({
    x: (column - (side - 1) / 2) / width,
    y: (row - (side - 1) / 2) / height,
    width: side / width,
    height: side / height,
  });
  return (
    <>
      {contour !== null && (
        <path
          d={contour}
          transform={`scale(${1 / width} ${1 / height})`}
          className={styles.contour}
        />
      )}
      {squares.map(
        (square, i) => square && <rect key={i} {...rect(square.side)} className={styles.ring} />,
      )}
      <rect {...rect(theory)} className={styles.theory} />
    </>
  );
}
