import { useState } from 'react';
import { openPicture } from '../../state/incoming.ts';
import { Button } from '../controls/button.tsx';
import controls from '../controls/controls.module.css';
import { Icon } from '../controls/icon.tsx';
import { useExplorer } from '../explorer-context.ts';
import { AddressDialog } from './address-dialog.tsx';
import { WebcamDialog } from './webcam-dialog.tsx';
import styles from './classify.module.css';

/** File picker, address and webcam; dropping and pasting work anywhere on the page. */
export function PhotoSources() {
  const explorer = useExplorer();
  const [dialog, setDialog] = useState<'address' | 'webcam' | null>(null);
  const close = () => setDialog(null);
  return (
    <div className={styles.sources}>
      <label className={`${controls.button} ${controls.primary}`}>
        <Icon name="image" />
        Choose image
        <input
          type="file"
          accept="image/*"
          aria-label="Choose image"
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
        Webcam
      </Button>
      <Button onClick={() => setDialog('address')}>
        <Icon name="link" />
        Address
      </Button>
      <p className={styles.hint}>
        or drop or paste a picture anywhere. It never leaves this device.
      </p>
      {dialog === 'address' && <AddressDialog onClose={close} />}
      {dialog === 'webcam' && <WebcamDialog onClose={close} />}
    </div>
  );
}
