import { useCallback, useState } from 'react';
import type { ExportFile } from '../../export/files.ts';
import type { Provenance } from '../../export/item.ts';
import { CITATION } from '../../content/citation.ts';
import { asMessage, settingsOf } from '../../state/explorer.ts';
import { linkTo } from '../../state/url.ts';
import { useExplorer } from '../explorer-context.ts';

/** Saves files that are made on demand; what goes wrong becomes a notice. */
export function useExport(): {
  readonly busy: boolean;
  readonly run: (make: (provenance: Provenance) => Promise<ExportFile>) => Promise<void>;
} {
  const explorer = useExplorer();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async (make: (provenance: Provenance) => Promise<ExportFile>) => {
      setBusy(true);
      try {
        const state = explorer.store.getState();
        const settings = settingsOf(state);
        const file = await make({
          view: state.view,
          settings,
          model: state.classifier?.name ?? null,
          citation: CITATION,
          link: linkTo(settings, window.location.href),
        });
        const { save } = await import('../../export/save.ts');
        save(file);
      } catch (error) {
        // What the user has stopped is no failure.
        const isStopped = error instanceof DOMException && error.name === 'AbortError';
        if (!isStopped) explorer.notify({ kind: 'error', ...asMessage(error) });
      } finally {
        setBusy(false);
      }
    },
    [explorer],
  );
  return { busy, run };
}
