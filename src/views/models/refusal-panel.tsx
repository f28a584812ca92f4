import { useState } from 'react';
import type { Refusal } from '../../state/explorer.ts';
import { Button } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';
import { useExplorer } from '../explorer-context.ts';
import { KeyList } from './key-list.tsx';
import styles from './models.module.css';

/** Why a file was not opened, with its keys at fault, and what may be told to open it all the same. */
export function RefusalPanel({ refusal }: { readonly refusal: Refusal }) {
  const explorer = useExplorer();
  const [heads, setHeads] = useState('');
  const [grid, setGrid] = useState(['', '']);
  const { name, message, keys, code, file, choices } = refusal;
  return (
    <section className={styles.refusal} aria-labelledby="refusal-title">
      <header className={styles.refusalHead}>
        <h2 id="refusal-title" dir="auto">
          {name} was not opened
        </h2>
        <Button
          look="icon"
          aria-label="Close this report"
          onClick={() => explorer.models.closeRefusal()}
        >
          <Icon name="close" />
        </Button>
      </header>
      <p>{message}</p>
      {keys && (
        <>
          <KeyList title="Missing keys" keys={keys.missing} />
          <KeyList title="Keys of another shape" keys={keys.wrongShape} />
          <KeyList title="Unexpected keys" keys={keys.unexpected} />
        </>
      )}
      {code === 'vit-positions' && (
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
          {['Rows of patches', 'Columns of patches'].map((label, axis) => (
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
            Open with these
          </Button>
        </form>
      )}
      {code === 'vit-heads' && (
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
            Attention heads
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
            Open with these
          </Button>
        </form>
      )}
    </section>
  );
}
