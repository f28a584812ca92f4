import { useState } from 'react';
import { useWords } from '../language-context.ts';
import styles from './models.module.css';

interface Props {
  readonly heads: number;
  readonly onChange: (heads: number) => void;
}

/** The number of attention heads, taken when the field is left or Enter is pressed. */
export function HeadsField({ heads, onChange }: Props) {
  const words = useWords().models.choices;
  const [text, setText] = useState(String(heads));
  function apply() {
    const value = Number(text);
    if (Number.isInteger(value) && value > 0 && value !== heads) onChange(value);
    else setText(String(heads));
  }
  return (
    <label className={styles.field}>
      {words.heads}
      <input
        type="number"
        min={1}
        max={256}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply();
        }}
      />
    </label>
  );
}
