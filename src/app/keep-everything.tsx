import { Button } from '../views/controls/button.tsx';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import { megabytes } from '../views/format/format.ts';
import { useWords } from '../views/language-context.ts';
import { keepEverything, useOffline } from './offline.ts';

/** Keeps the app and all its networks for visits without network; absent where nothing can be kept. */
export function KeepEverything() {
  const explorer = useExplorer();
  const words = useWords().app.offline;
  const { state, loaded, total } = useOffline();
  const bytes = useExplorerState((s) =>
    s.catalog.filter(({ origin }) => origin === 'app').reduce((sum, entry) => sum + entry.bytes, 0),
  );
  if (state === 'unavailable') return null;
  const said = {
    possible: words.possible,
    running: words.running(megabytes(loaded), megabytes(total)),
    everything: words.everything(megabytes(bytes)),
    failed: words.failed,
  };
  return (
    <>
      <h3>{words.title}</h3>
      <p role="status" aria-label={words.label}>
        {said[state]}
      </p>
      {state === 'running' ? (
        <progress aria-label={words.keeping} max={total} value={loaded} />
      ) : (
        state !== 'everything' && (
          <Button onClick={() => void keepEverything(explorer)}>
            {words.keep(megabytes(bytes))}
          </Button>
        )
      )}
    </>
  );
}
