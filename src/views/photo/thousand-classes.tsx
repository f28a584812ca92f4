import { useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { RELEASES } from '../../content/releases.ts';
import { openAndKeep } from '../../state/incoming.ts';
import controls from '../controls/controls.module.css';
import { Icon } from '../controls/icon.tsx';
import { useExplorer } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import styles from './none-fits.module.css';

/** Two steps to a network of 1,000 classes: download its file from its authors, and drop it here. */
export function ThousandClasses({ onOpened }: { readonly onOpened?: () => void }) {
  const explorer = useExplorer();
  const words = useWords().photo.thousand;
  const [busy, setBusy] = useState(false);
  async function take(files: File[]) {
    setBusy(true);
    const opened = await openAndKeep(explorer, files);
    setBusy(false);
    if (opened) onOpened?.();
  }
  const { getRootProps, getInputProps, isDragActive } = useDropzone({
    noKeyboard: true, // the input in the label has the focus
    noClick: true,
    noDragEventsBubbling: true,
    disabled: busy,
    onDrop: (files) => void take(files),
  });
  return (
    <div className={styles.thousand}>
      <p className={styles.step}>{words.download}</p>
      <ul className={styles.releases}>
        {RELEASES.map(({ id, name, url, megabytes, top1, terms }) => (
          <li key={id}>
            <a href={url} rel="noreferrer" target="_blank">
              {words.link(name)}
            </a>
            <span className={styles.measured}>
              {words.facts(megabytes, top1.toFixed(1), words.terms[terms])}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.step}>{words.drop}</p>
      <div {...getRootProps()} className={`${styles.zone} ${isDragActive ? styles.over : ''}`}>
        <label className={`${controls.button} ${controls.primary}`}>
          <Icon name="upload" />
          {busy ? words.opening : words.choose}
          <input
            {...getInputProps({ 'aria-label': words.choose, className: 'visually-hidden' })}
            style={undefined}
            tabIndex={0}
          />
        </label>
        <span>{words.orDrop}</span>
      </div>
      <p className={styles.measured}>{words.kept}</p>
    </div>
  );
}
