import { useDeferredValue, useMemo, useState } from 'react';
import { topPredictions } from '../../state/prediction.ts';
import type { Classification, ModelInfo } from '../../state/explorer.ts';
import { percent } from '../format/format.ts';
import styles from './classify.module.css';

interface Props {
  readonly result: Classification;
  readonly model: ModelInfo;
}

/** Every class the model knows, likeliest first, with a search over names and synsets. */
export function ClassList({ result, model }: Props) {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search).trim().toLowerCase();
  const all = useMemo(() => topPredictions(result, model, model.classes), [result, model]);
  const found = all.filter(
    ({ index, label }) =>
      label.toLowerCase().includes(wanted) || (model.wnids?.[index] ?? '').includes(wanted),
  );
  return (
    <div className={styles.classes}>
      <input
        type="search"
        aria-label="Search classes"
        placeholder="Search classes"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <p role="status" className={styles.hint}>
        {found.length === all.length
          ? `${all.length} classes`
          : `${found.length} of ${all.length} classes`}
      </p>
      <ol aria-label="All classes" tabIndex={0} className={styles.classItems}>
        {found.map(({ index, label, probability }) => (
          <li key={index} title={model.wnids?.[index]}>
            <span dir="auto">{label}</span>
            <span className={styles.number}>{percent(probability)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
