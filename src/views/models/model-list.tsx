import { useState } from 'react';
import { openCheckpoints } from '../../state/incoming.ts';
import { Button } from '../controls/button.tsx';
import controls from '../controls/controls.module.css';
import { Icon } from '../controls/icon.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { ModelAddressDialog } from './model-address-dialog.tsx';
import { ModelEntry } from './model-entry.tsx';
import styles from './models.module.css';

/** The picker: embedded, kept and opened networks, and the ways to bring another. */
export function ModelList() {
  const { title, list: words } = useWords().models;
  const explorer = useExplorer();
  const catalog = useExplorerState((s) => s.catalog);
  const current = useExplorerState((s) => s.classifier?.id ?? null);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <h1 id="models-title">{title}</h1>
      <ul aria-label={title} className={styles.entries}>
        {catalog.map((entry) => (
          <ModelEntry key={entry.id} entry={entry} current={entry.id === current} />
        ))}
      </ul>
      <div className={styles.sources}>
        <label className={`${controls.button} ${controls.primary}`}>
          <Icon name="upload" />
          {words.open}
          <input
            type="file"
            multiple
            aria-label={words.open}
            className="visually-hidden"
            onChange={(event) => {
              void openCheckpoints(explorer, [...(event.target.files ?? [])]);
              event.target.value = ''; // the same file may be chosen again
            }}
          />
        </label>
        <Button onClick={() => setAsking(true)}>
          <Icon name="link" />
          {words.address}
        </Button>
      </div>
      <p className={styles.hint}>{words.hint}</p>
      {asking && <ModelAddressDialog onClose={() => setAsking(false)} />}
    </>
  );
}
