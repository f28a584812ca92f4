import { useState } from 'react';
import type { ModelInfo } from '../../state/explorer.ts';
import { Button } from '../controls/button.tsx';
import { Modal } from '../controls/modal.tsx';
import { useWords } from '../language-context.ts';
import { ThousandClasses } from './thousand-classes.tsx';
import styles from './none-fits.module.css';

interface Props {
  readonly classes: number;
  readonly outliers: ModelInfo['outliers'];
}

/** Says that none of the classes may fit, how far that can be relied on, and what knows more. */
export function NoneFits({ classes, outliers }: Props) {
  const words = useWords().photo;
  const [asked, setAsked] = useState(false);
  return (
    <div className={styles.noneFits}>
      <p className={styles.lead}>{words.noneFits.says(classes)}</p>
      {outliers !== null && (
        <p className={styles.measured}>
          {words.noneFits.measured(
            Math.round(100 * outliers.flagged.own),
            Math.round(100 * outliers.flagged.others),
          )}
        </p>
      )}
      <Button onClick={() => setAsked(true)}>{words.thousand.title}</Button>
      {asked && (
        <Modal title={words.thousand.title} open onClose={() => setAsked(false)}>
          <ThousandClasses onOpened={() => setAsked(false)} />
        </Modal>
      )}
    </div>
  );
}
