import { Segments } from '../controls/segments.tsx';
import { useWords } from '../language-context.ts';
import styles from './models.module.css';

/** More sets of weights, or longer names, do not fit beside each other. */
const MAX_SEGMENTS = 3;
const MAX_LETTERS = 30;

interface Props {
  readonly which: string | null;
  /** All sets of weights in the file. */
  readonly variants: readonly string[];
  readonly onChange: (variant: string) => void;
}

/** Which set of weights of a file to take. */
export function WeightsField({ which, variants, onChange }: Props) {
  const words = useWords().models.choices;
  if (variants.length <= MAX_SEGMENTS && variants.join('').length <= MAX_LETTERS)
    return (
      <div className={styles.field}>
        <span aria-hidden="true">{words.weights}</span>
        <Segments
          label={words.weights}
          value={which ?? ''}
          options={variants.map((value) => ({ value, label: value }))}
          onChange={onChange}
        />
      </div>
    );
  return (
    <label className={styles.field}>
      {words.weights}
      <select value={which ?? ''} onChange={(event) => onChange(event.target.value)}>
        {which === null && <option value="">{words.wholeFile}</option>}
        {variants.map((variant) => (
          <option key={variant}>{variant}</option>
        ))}
      </select>
    </label>
  );
}
