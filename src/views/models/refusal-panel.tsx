import { useState } from 'react';
import type { Refusal } from '../../state/explorer.ts';
import { Button } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';
import { useExplorer } from '../explorer-context.ts';
import { KeyList } from './key-list.tsx';
import { useMessages, useWords } from '../language-context.ts';
import styles from './models.module.css';

/** Why a file was not opened, with its keys at fault, and what may be told to open it all the same. */
export function RefusalPanel({ refusal }: { readonly refusal: Refusal }) {
  const explorer = useExplorer();
  const [heads, setHeads] = useState('');
  const [grid, setGrid] = useState(['', '']);
  const { refusal: words, report, choices: fields } = useWords().models;
  const say = useMessages();
  const { name, reason, file, choices } = refusal;
  const keys = 'keys' in reason.params ? reason.params.keys : null;
  return (
    <section className={styles.refusal} aria-labelledby="refusal-title">
      <header className={styles.refusalHead}>
        <h2 id="refusal-title" dir="auto">
          {words.title(name)}
        </h2>
        <Button look="icon" aria-label={words.close} onClick={() => explorer.models.closeRefusal()}>
          <Icon name="close" />
        </Button>
      </header>
      <p>{say(reason)}</p>
      {keys && (
        <>
          <KeyList title={report.keys.missing} keys={keys.missing} />
          <KeyList
            title={report.keys.wrongShape}
            keys={keys.wrongShape.map((params) => say({ code: 'wrong-shape', params }))}
          />
          <KeyList title={report.keys.unexpected} keys={keys.unexpected} />
        </>
      )}
      {reason.code === 'vit-positions' && (
        <form
          className={styles.inline}
          onSubmit={(event) => {
            event.preventDefault();
            const [rows, columns] = grid.map(Number);
            // what goes wrong becomes a notice
            explorer.models
              .open(file, name, { ...choices, grid: [rows, columns] })
              .catch(() => undefined);
          }}
        >
          {[words.rows, words.columns].map((label, axis) => (
            <label key={label} className={styles.field}>
              {label}
              <input
                type="number"
                required
                min={1}
                max={1024}
                value={grid[axis]}
                onChange={(event) => {
                  const { value } = event.target;
                  setGrid(grid.map((side, i) => (i === axis ? value : side)));
                }}
              />
            </label>
          ))}
          <Button type="submit" look="primary">
            {words.open}
          </Button>
        </form>
      )}
      {reason.code === 'vit-heads' && (
        <form
          className={styles.inline}
          onSubmit={(event) => {
            event.preventDefault();
            // what goes wrong becomes a notice
            explorer.models
              .open(file, name, { ...choices, heads: Number(heads) })
              .catch(() => undefined);
          }}
        >
          <label className={styles.field}>
            {fields.heads}
            <input
              type="number"
              required
              min={1}
              max={256}
              value={heads}
              onChange={(event) => setHeads(event.target.value)}
            />
          </label>
          <Button type="submit" look="primary">
            {words.open}
          </Button>
        </form>
      )}
    </section>
  );
}
