import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Modal } from '../controls/modal.tsx';
import { useExplorer } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import styles from './models.module.css';

/** Asks for the address of a model folder's config.json. */
export function ModelAddressDialog({ onClose }: { readonly onClose: () => void }) {
  const explorer = useExplorer();
  const words = useWords().models.address;
  const [address, setAddress] = useState('');
  return (
    <Modal title={words.title} open onClose={onClose}>
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
          {words.label}
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
        <p className={styles.hint}>{words.hint}</p>
        <Button type="submit" look="primary">
          {words.load}
        </Button>
      </form>
    </Modal>
  );
}
