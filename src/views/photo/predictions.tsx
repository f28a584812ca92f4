import type { Prediction } from '../../state/prediction.ts';
import { percent } from '../format/format.ts';
import styles from './predictions.module.css';

interface Props {
  readonly predictions: readonly Prediction[];
  /** ImageNet synsets by class, shown on hover. */
  readonly wnids: readonly string[] | null;
  readonly label?: string;
  /** The numbers mean nothing: they are shown, but not as belief. */
  readonly doubtful?: boolean;
  /** They change many times a second: a name keeps to its line, and is told in full on hover. */
  readonly live?: boolean;
}

/** Classes with their probabilities as bars on a common scale of 0 to 1. */
export function Predictions({
  predictions,
  wnids,
  label = 'Predictions',
  doubtful = false,
  live = false,
}: Props) {
  const look = [styles.list, doubtful && styles.doubtful, live && styles.live];
  return (
    <ol className={look.filter(Boolean).join(' ')} aria-label={label}>
      {predictions.map(({ index, label: name, probability }, rank) => (
        // A row is a rank: while time plays names change places, and rows stay where they are.
        <li
          key={rank}
          title={live ? [name, wnids?.[index]].filter(Boolean).join(', ') : wnids?.[index]}
        >
          <span className={styles.name} dir="auto">
            {name}
          </span>
          <span className="visually-hidden">, </span>
          <span className={styles.value}>{percent(probability)}</span>
          <span className={styles.track} aria-hidden="true">
            {Number.isFinite(probability) && (
              <span style={{ transform: `scaleX(${probability})` }} />
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
