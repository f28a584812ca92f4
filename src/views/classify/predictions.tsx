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
}

/** Classes with their probabilities as bars on a common scale of 0 to 1. */
export function Predictions({
  predictions,
  wnids,
  label = 'Predictions',
  doubtful = false,
}: Props) {
  return (
    <ol className={`${styles.list} ${doubtful ? styles.doubtful : ''}`} aria-label={label}>
      {predictions.map(({ index, label: name, probability }) => (
        <li key={index} title={wnids?.[index]}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          <span className="visually-hidden">, </span>
          <span className={styles.value}>{percent(probability)}</span>
          <span className={styles.track} aria-hidden="true">
            <span style={{ transform: `scaleX(${probability})` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}
