import type { ReactNode, Ref } from 'react';
import { cssGradient, type ColourMapName } from '../../render/colour-map.ts';
import styles from './maps.module.css';

interface Props {
  readonly colours: ColourMapName;
  /** Where the values of the first and the last colour are written. */
  readonly low: Ref<HTMLSpanElement>;
  readonly high: Ref<HTMLSpanElement>;
  /** What can be done with the numbers. */
  readonly children: ReactNode;
}

/** The colours of a figure with the numbers at their ends. */
export function Legend({ colours, low, high, children }: Props) {
  return (
    <div className={styles.legend}>
      <i style={{ background: cssGradient(colours) }} />
      <span ref={low} aria-hidden="true" />
      {children}
      <span ref={high} aria-hidden="true" />
    </div>
  );
}
