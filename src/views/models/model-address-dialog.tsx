import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Modal } from '../controls/modal.tsx';
import { useExplorer } from '../explorer-context.ts';
import styles from './models.module.css';

/** Asks for the address of a model folder's config.json. */
export function ModelAddressDialog({ onClose }: { readonly onClose: () => void }) {
  const explorer = useExplorer();
  const [address, setAddress] = useState('');
  return (
    <Modal title="Load a model by its address" open onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          // what goes wrong becomes a notice
          explorer.set({ model: address.trim() }).catch(() => undefined);
        }}
      >
        <label className={styles.wide}>
          Address of a config.json
          <input
            type="url"
            required
            autoFocus
            pattern="https?://.+"
            placeholder="https://…/config.json"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        </label>
        <p className={styles.hint}>
          The folder it lies in is one that <code>npm run model -- convert</code> writes. Its server
          must allow other pages to read it (CORS). Every part is checked against its SHA-256.
        </p>
        <Button type="submit" look="primary">
          Load
        </Button>
      </form>
    </Modal>
  );
}
