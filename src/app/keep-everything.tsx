import { Button } from '../views/controls/button.tsx';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import { megabytes } from '../views/format/format.ts';
import { keepEverything, useOffline } from './offline.ts';

/** Keeps the app and all its networks for visits without network; absent where nothing can be kept. */
export function KeepEverything() {
  const explorer = useExplorer();
  const { state, loaded, total } = useOffline();
  const bytes = useExplorerState((s) =>
    s.catalog.filter(({ origin }) => origin === 'app').reduce((sum, entry) => sum + entry.bytes, 0),
  );
  if (state === 'unavailable') return null;
  const words = {
    possible: 'The program and the networks used so far are kept for a visit without network.',
    running: `Keeping the networks: ${megabytes(loaded)} of ${megabytes(total)}.`,
    everything: `Everything is kept: the program, the photos and ${megabytes(bytes)} of networks.`,
    failed:
      'Not everything could be kept: the connection broke, or this browser has no room. Try again.',
  } as const;
  return (
    <>
      <h3>Without network</h3>
      <p role="status" aria-label="Kept for offline">
        {words[state]}
      </p>
      {state === 'running' ? (
        <progress aria-label="Keeping the networks" max={total} value={loaded} />
      ) : (
        state !== 'everything' && (
          <Button onClick={() => void keepEverything(explorer)}>
            Keep everything for offline ({megabytes(bytes)} of networks)
          </Button>
        )
      )}
    </>
  );
}
