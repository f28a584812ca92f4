import { useState } from 'react';
import { openPicture } from '../../state/incoming.ts';
import { Button } from '../controls/button.tsx';
import controls from '../controls/controls.module.css';
import { Icon } from '../controls/icon.tsx';
import { useExplorer } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { AddressDialog } from './address-dialog.tsx';
import { WebcamDialog } from './webcam-dialog.tsx';
import styles from './classify.module.css';

/** File picker, address and webcam; dropping and pasting work anywhere on the page. */
export function PhotoSources() {
  const words = useWords().classify.sources;
  const explorer = useExplorer();
  const [dialog, setDialog] = useState<'address' | 'webcam' | null>(null);
  const close = () => setDialog(null);
  return (
    <div className={styles.sources}>
      <label className={`${controls.button} ${controls.primary}`}>
        <Icon name="image" />
        {words.choose}
        <input
          type="file"
          accept="image/*"
          aria-label={words.choose}
          className="visually-hidden"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = ''; // the same file may be chosen again
            void openPicture(explorer, files);
          }}
        />
      </label>
      <Button onClick={() => setDialog('webcam')}>
        <Icon name="camera" />
        {words.webcam}
      </Button>
      <Button onClick={() => setDialog('address')}>
        <Icon name="link" />
        {words.address}
      </Button>
      <p className={styles.hint}>{words.hint}</p>
      {dialog === 'address' && <AddressDialog onClose={close} />}
      {dialog === 'webcam' && <WebcamDialog onClose={close} />}
    </div>
  );
}
