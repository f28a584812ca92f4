import { Button } from '../controls/button.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { megabytes } from '../format/format.ts';
import styles from './keep-offer.module.css';

/** Asks, without being in the way, whether an opened checkpoint is to be here at the next visit. */
export function KeepOffer() {
  const explorer = useExplorer();
  const id = useExplorerState((s) => s.offered);
  const entry = useExplorerState((s) => s.catalog.find((e) => e.id === s.offered));
  if (id === null || entry === undefined) return null;
  return (
    <section aria-label="Remember this checkpoint" className={styles.offer}>
      <p>
        Remember <b dir="auto">{entry.name}</b> in this browser? It takes {megabytes(entry.bytes)}{' '}
        and never leaves this device.
      </p>
      <div className={styles.answers}>
        {/* what goes wrong becomes a notice */}
        <Button onClick={() => void explorer.models.keep(id).catch(() => undefined)}>
          Remember
        </Button>
        <Button onClick={() => explorer.models.decline()}>Not now</Button>
      </div>
    </section>
  );
}
