import { useState } from 'react';
import { openAddress } from '../../state/incoming.ts';
import { Button } from '../controls/button.tsx';
import { Modal } from '../controls/modal.tsx';
import { useExplorer } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import styles from './classify.module.css';

/** Asks for the address of a picture on the web. */
export function AddressDialog({ onClose }: { readonly onClose: () => void }) {
  const explorer = useExplorer();
  const words = useWords().classify.address;
  const [address, setAddress] = useState('');
  return (
    <Modal title={words.title} open onClose={onClose}>
      <form
        className={styles.dialogForm}
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void openAddress(explorer, address);
        }}
      >
        <label className={styles.field}>
          {words.label}
          <input
            type="url"
            required
            autoFocus
            placeholder="https://…"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        </label>
        <p className={styles.hint}>{words.hint}</p>
        <Button type="submit" look="primary">
          {words.open}
        </Button>
      </form>
    </Modal>
  );
}
