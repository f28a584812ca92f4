import { Children, type ReactNode } from 'react';
import { Prose } from '../prose.tsx';
import styles from './map-row.module.css';

interface RowProps {
  /** A {@link MapItem} or a sentence in its place each. */
  readonly children: ReactNode;
}

/** Maps side by side: two in a row of the laboratory; on a stage all of them, as large as there is room. */
export function MapRow({ children }: RowProps) {
  const maps = Children.toArray(children).length;
  return (
    <div
      className={`${styles.row} ${maps > 2 ? styles.many : ''}`}
      style={{ ['--maps' as string]: maps }}
    >
      {children}
    </div>
  );
}

interface ItemProps {
  readonly children: ReactNode;
  /** The number to remember of the map, in a sentence of the words tables. */
  readonly number: string | null;
}

/** A map and its number, which stand in one line with those beside it. */
export function MapItem({ children, number }: ItemProps) {
  return (
    <div className={styles.item}>
      {children}
      {number !== null && (
        <p className={styles.number}>
          <Prose>{number}</Prose>
        </p>
      )}
    </div>
  );
}
