import { useWords } from '../language-context.ts';
import styles from './models.module.css';

/** Longer lists are cut; the number tells. */
const MAX_SHOWN = 200;

interface Props {
  readonly title: string;
  readonly keys: readonly string[];
}

/** Keys of a state_dict, folded away under their number; nothing when there are none. */
export function KeyList({ title, keys }: Props) {
  const words = useWords().models.report.keys;
  if (keys.length === 0) return null;
  return (
    <details className={styles.keys}>
      <summary>{words.count(title, keys.length)}</summary>
      <ul tabIndex={0} aria-label={title}>
        {keys.slice(0, MAX_SHOWN).map((key) => (
          <li key={key}>{key}</li>
        ))}
        {keys.length > MAX_SHOWN && <li>{words.more(keys.length - MAX_SHOWN)}</li>}
      </ul>
    </details>
  );
}
