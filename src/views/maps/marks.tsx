import type { Mark } from '../../render/figure.ts';
import type { Point } from './pointer.ts';
import styles from './maps.module.css';

interface Props {
  readonly marks: readonly Mark[];
  readonly pointer: Point | null;
}

const CLASSES: Record<Mark['role'], string | undefined> = {
  cell: styles.square,
  ring: styles.ring,
  contour: styles.contour,
  reach: styles.reach,
};

/** The lines over a figure, and hairlines where the pointer is. */
export function Marks({ marks, pointer }: Props) {
  return (
    <svg className={styles.lines} viewBox="0 0 1 1" aria-hidden="true">
      {marks.map((mark, i) =>
        mark.role === 'contour' ? (
          <path key={i} d={mark.path} className={CLASSES[mark.role]} />
        ) : (
          <rect key={i} {...mark.box} className={CLASSES[mark.role]} />
        ),
      )}
      {pointer && <path d={`M${pointer.x} 0V1M0 ${pointer.y}H1`} className={styles.crosshair} />}
    </svg>
  );
}
