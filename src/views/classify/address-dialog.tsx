import { useState } from 'react';
import { openAddress } from '../../state/incoming.ts';
import { Button } from '../controls/button.tsx';
import { Modal } from '../controls/modal.tsx';
import { useExplorer } from '../explorer-context.ts';
import styles from './classify.module.css';

/** Asks for the address of a picture on the web. */
export function AddressDialog({ onClose }: { readonly onClose: () => void }) {
  const explorer = useExplorer();
  const [address, setAddress] = useState('');
  return (
    <Modal title="Open a picture by its address" open onClose={onClose}>
      <form
        className={styles.dialogForm}
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void openAddress(explorer, address);
        }}
      >
        <label className={styles.field}>
          Address of the picture
          <input
            type="url"
            required
            autoFocus
            placeholder="https://…"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        </label>
        <p className={styles.hint}>
          Your browser asks that site for the picture. The site must allow other pages to read it
          (CORS); if it does not, save the picture and open the file.
        </p>
        <Button type="submit" look="primary">
          Open
        </Button>
      </form>
    </Modal>
  );
}
