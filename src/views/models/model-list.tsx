import { useState } from 'react';
import { openCheckpoints } from '../../state/incoming.ts';
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
    <>
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
            multiple
            aria-label="Open checkpoint"
            className="visually-hidden"
            onChange={(event) => {
              void openCheckpoints(explorer, [...(event.target.files ?? [])]);
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
        A .pth, .pt or .safetensors of a vHeat, of a detector or segmenter on one, or of a plain
        timm ViT or DeiT, all parts of one together; or drop it anywhere. It is read as data on this
        device: nothing in it is executed, nothing is uploaded.
      </p>
      {asking && <ModelAddressDialog onClose={() => setAsking(false)} />}
    </>
  );
}
