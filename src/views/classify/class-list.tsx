import { useDeferredValue, useMemo, useState } from 'react';
import { topPredictions, type Classes } from '../../state/prediction.ts';
import type { Classification } from '../../state/explorer.ts';
import { percent } from '../format/format.ts';
import { useWords } from '../language-context.ts';
import styles from './classify.module.css';

interface Props {
  readonly result: Classification;
  readonly head: Classes;
}

/** Every class the model knows, likeliest first, with a search over names and synsets. */
export function ClassList({ result, head }: Props) {
  const words = useWords().classify.classes;
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search).trim().toLowerCase();
  const all = useMemo(() => topPredictions(result, head, head.classes), [result, head]);
  const found = all.filter(
    ({ index, label }) =>
      label.toLowerCase().includes(wanted) || (head.wnids?.[index] ?? '').includes(wanted),
  );
  return (
    <div className={styles.classes}>
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <p role="status" className={styles.hint}>
        {found.length === all.length
          ? words.count(all.length)
          : words.found(found.length, all.length)}
      </p>
      <ol aria-label={words.label} tabIndex={0} className={styles.classItems}>
        {found.map(({ index, label, probability }) => (
          <li key={index}>
            <span dir="auto" title={head.wnids?.[index]}>
              {label}
            </span>
            <span className={styles.number}>{percent(probability)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
