import { CITATION } from '../content/citation.ts';
import { Button } from '../views/controls/button.tsx';
import { Modal } from '../views/controls/modal.tsx';
import { Icon } from '../views/controls/icon.tsx';
import { useCopy } from '../views/controls/use-copy.ts';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import { KeepEverything } from './keep-everything.tsx';
import styles from './app.module.css';

const COPY = {
  copied: 'Copied',
  refused: 'Not allowed here: select the lines above',
} as const;

/** What this is, whom to cite, whose photos and weights these are, and the way back to a fresh start. */
export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  const explorer = useExplorer();
  const { outcome, copy } = useCopy();
  const licence = useExplorerState((s) => s.classifier?.licence ?? null);
  const name = useExplorerState((s) => s.classifier?.name ?? null);
  return (
    <Modal title="About and cite" open onClose={onClose}>
      <div className={styles.about}>
        <p>
          vHeat sees by conducting heat: each layer takes the cosine transform of its feature maps,
          lets every frequency fade by exp(−ω²kt) with a learned diffusivity k, and transforms back.
          This page runs such a network in your browser. No picture leaves this device.
        </p>
        <h3>Cite the paper</h3>
        <pre tabIndex={0}>{CITATION}</pre>
        <Button onClick={() => void copy(CITATION)}>
          <span aria-live="polite">{outcome === null ? 'Copy BibTeX' : COPY[outcome]}</span>
        </Button>
        <h3>Weights</h3>
        <p>
          {name ?? 'The network'}: {licence ?? 'no terms are stated in its file.'}
        </p>
        <h3>Photos</h3>
        <p>
          The sample photos are free to use:{' '}
          <a href={explorer.address('samples/credits.html')}>credits and licences</a>. The program
          contains <a href={explorer.address('third-party-licences.txt')}>libraries of others</a>.
        </p>
        <KeepEverything />
        <h3>Start afresh</h3>
        <Button
          onClick={() => {
            onClose();
            // what goes wrong becomes a notice
            explorer.resetAll().catch(() => undefined);
          }}
        >
          <Icon name="reset" />
          Reset everything
        </Button>
      </div>
    </Modal>
  );
}
