import type { ReactNode, Ref } from 'react';
import { cssGradient, type ColourMapName } from '../../render/colour-map.ts';
import { Panel } from '../panel.tsx';
import styles from './maps.module.css';

/** What stands at an end: a text, or where texts are written while time runs. */
type End = string | Ref<HTMLSpanElement>;

interface Props {
  readonly colours: ColourMapName;
  /** The part of the colours that is used, 0…1. */
  readonly part?: readonly [from: number, to: number];
  /** The values of the first and the last colour. */
  readonly low: End;
  readonly high: End;
  /** What the values are, or what can be done with them. */
  readonly children: ReactNode;
}

/** Colours with the numbers at their ends. */
export function Legend({ colours, part, low, high, children }: Props) {
  return (
    <Panel name="legend" className={styles.legend}>
      <i style={{ background: cssGradient(colours, part) }} />
      <End of={low} />
      {children}
      <End of={high} />
    </Panel>
  );
}

function End({ of }: { readonly of: End }) {
  return typeof of === 'string' ? (
    <span aria-hidden="true">{of}</span>
  ) : (
    <span ref={of} aria-hidden="true" />
  );
}
