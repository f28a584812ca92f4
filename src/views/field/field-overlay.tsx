import { contours, geoPath, geoIdentity } from 'd3';
import { useMemo } from 'react';
import { fieldCentre, levelOfShare, type FieldSquare } from '../../math/receptive-field.ts';
import type { ReceptiveField } from '../../state/explorer.ts';
import styles from '../maps/study.module.css';

interface Props {
  readonly result: ReceptiveField;
  /** The map as it is drawn, normalised. */
  readonly drawn: Float32Array;
  readonly squares: readonly (FieldSquare | null)[];
  /** Pixels per side that the convolutions alone can see. */
  readonly theory: number;
}

/** Squares of the published ratios, the contour around half of the contribution, and what convolutions alone would see. */
export function FieldOverlay({ result, drawn, squares, theory }: Props) {
  const { field, cell, stride } = result;
  const { width, height } = field;
  const [row, column] = fieldCentre(cell, width / stride, stride);
  const contour = useMemo(() => {
    const line = contours()
      .size([width, height])
      .thresholds([levelOfShare(drawn, 0.5)])(Array.from(drawn))
      .at(0);
    return line ? geoPath(geoIdentity().scale(1 / width))(line) : null;
  }, [drawn, width, height]);
  const rect = (side: number) => ({
    x: (column - (side - 1) / 2) / width,
    y: (row - (side - 1) / 2) / height,
    width: side / width,
    height: side / height,
  });
  return (
    <>
      {contour !== null && <path d={contour} className={styles.contour} />}
      {squares.map(
        (square, i) => square && <rect key={i} {...rect(square.side)} className={styles.ring} />,
      )}
      <rect {...rect(theory)} className={styles.theory} />
    </>
  );
}
