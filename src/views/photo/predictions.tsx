import type { Prediction } from '../../state/prediction.ts';
import { percent } from '../format/format.ts';
import { useWords } from '../language-context.ts';
import styles from './predictions.module.css';

interface Props {
  readonly predictions: readonly Prediction[];
  /** ImageNet synsets by class, shown on hover. */
  readonly wnids: readonly string[] | null;
  readonly label?: string;
  /** The numbers mean nothing: they are shown, but not as belief. */
  readonly doubtful?: boolean;
  /** Perhaps none of them fits: there is no winner. */
  readonly unlikely?: boolean;
  /** They change many times a second: a name keeps to its line, and is told in full on hover. */
  readonly live?: boolean;
}

/** Classes with their probabilities as bars on a common scale of 0 to 1. */
export function Predictions({
  predictions,
  wnids,
  label,
  doubtful = false,
  unlikely = false,
  live = false,
}: Props) {
  const words = useWords().photo;
  const look = [
    styles.list,
    doubtful && styles.doubtful,
    unlikely && styles.unlikely,
    live && styles.live,
  ];
  return (
    <ol className={look.filter(Boolean).join(' ')} aria-label={label ?? words.predictions}>
      {predictions.map(({ index, label: name, probability }, rank) => (
        // A row is a rank: while time plays names change places, and rows stay where they are. It has no title of its
        // own, which would be its name to a screen reader.
        <li key={rank}>
          <span
            className={styles.name}
            dir="auto"
            title={[name, wnids?.[index]].filter(Boolean).join(', ')}
          >
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
