import { Dialog } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { useWords } from '../language-context.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './controls.module.css';

interface Props {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog over the page; Escape and a click outside close it. */
export function Modal({ title, open, onClose, children }: Props) {
  const words = useWords().controls;
  // Opened from the state, not by a trigger of its own: the focus goes back to where it was.
  const [opener] = useState(() => document.activeElement);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={styles.dialog}
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
        >
          <div className={styles.dialogHead}>
            <Dialog.Title asChild>
              <h2>{title}</h2>
            </Dialog.Title>
            <Dialog.Close asChild>
              <Button look="icon" aria-label={words.close}>
                <Icon name="close" />
              </Button>
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
