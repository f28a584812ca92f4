import { CITATION } from '../content/citation.ts';
import { Button } from '../views/controls/button.tsx';
import { Modal } from '../views/controls/modal.tsx';
import { Icon } from '../views/controls/icon.tsx';
import { useCopy } from '../views/controls/use-copy.ts';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import { useWords } from '../views/language-context.ts';
import { KeepEverything } from './keep-everything.tsx';
import styles from './app.module.css';

/** What this is, whom to cite, whose photos and weights these are, and the way back to a fresh start. */
export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  const explorer = useExplorer();
  const {
    app: { about: words },
    models: { report },
  } = useWords();
  const { outcome, copy } = useCopy();
  const licence = useExplorerState((s) => s.classifier?.licence ?? null);
  const name = useExplorerState((s) => s.classifier?.name ?? null);
  return (
    <Modal title={words.title} open onClose={onClose}>
      <div className={styles.about}>
        <p>{words.what}</p>
        <h3>{words.cite}</h3>
        <pre tabIndex={0}>{CITATION}</pre>
        <Button onClick={() => void copy(CITATION)}>
          <span aria-live="polite">{outcome === null ? words.copy : words[outcome]}</span>
        </Button>
        <h3>{words.weights}</h3>
        <p>
          {name ?? words.theNetwork}: {report.licence(licence)}
        </p>
        <h3>{words.photos}</h3>
        <p>
          {words.photosFree} <a href={explorer.address('samples/credits.html')}>{words.credits}</a>
          <br />
          {words.libraries}{' '}
          <a href={explorer.address('third-party-licences.txt')}>{words.licences}</a>
        </p>
        <KeepEverything />
        <h3>{words.afresh}</h3>
        <Button
          onClick={() => {
            onClose();
            // what goes wrong becomes a notice
            explorer.resetAll().catch(() => undefined);
          }}
        >
          <Icon name="reset" />
          {words.reset}
        </Button>
      </div>
    </Modal>
  );
}
