import { useState } from 'react';
import { openCheckpoint } from '../../state/incoming.ts';
import { Button } from '../controls/button.tsx';
import controls from '../controls/controls.module.css';
import { Icon } from '../controls/icon.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { ModelAddressDialog } from './model-address-dialog.tsx';
import { ModelEntry } from './model-entry.tsx';
import styles from './models.module.css';

/** The picker: embedded, kept and opened networks, and the ways to bring another. */
export function ModelList() {
  const explorer = useExplorer();
  const catalog = useExplorerState((s) => s.catalog);
  const current = useExplorerState((s) => s.classifier?.id ?? null);
  const [asking, setAsking] = useState(false);
  return (
    <section className={styles.picker} aria-labelledby="models-title">
      <h1 id="models-title">Models</h1>
      <ul aria-label="Models" className={styles.entries}>
        {catalog.map((entry) => (
          <ModelEntry key={entry.id} entry={entry} current={entry.id === current} />
        ))}
      </ul>
      <div className={styles.sources}>
        <label className={`${controls.button} ${controls.primary}`}>
          <Icon name="upload" />
          Open checkpoint
          <input
            type="file"
            aria-label="Open checkpoint"
            className="visually-hidden"
            onChange={(event) => {
              const file = event.target.files?.item(0);
              if (file) void openCheckpoint(explorer, file);
              event.target.value = ''; // the same file may be chosen again
            }}
          />
        </label>
        <Button onClick={() => setAsking(true)}>
          <Icon name="link" />
          Model address
        </Button>
      </div>
      <p className={styles.hint}>
        A .pth, .pt or .safetensors of a vHeat classifier or of a plain timm ViT or DeiT; or drop it
        anywhere. It is read as data on this device: nothing in it is executed, nothing is uploaded.
      </p>
      {asking && <ModelAddressDialog onClose={() => setAsking(false)} />}
    </section>
  );
}
