import { useEffect, useState } from 'react';
import { asPortError } from '../../state/port-error.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';

/**
 * Loads the networks that a comparison needs and the app does not hold yet; the classifier stays.
 * @returns one sentence per network that is not there, null while all are there or on their way
 */
export function useNetworks(): { noVHeat: string | null; noVit: string | null } {
  const explorer = useExplorer();
  const started = useExplorerState((s) => s.status === 'ready' || s.status === 'running');
  const vheat = useExplorerState((s) => s.vheat !== null);
  const vit = useExplorerState((s) => s.vit !== null);
  const vheatServed = useExplorerState((s) => s.catalog.some((e) => e.architecture === 'vheat'));
  const vitServed = useExplorerState((s) => s.catalog.some((e) => e.architecture === 'vit'));
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (!started || (vheat && vit)) return;
    explorer.studies.loadCompanions().catch((error: unknown) => {
      const { code, message } = asPortError(error);
      setProblem(
        code === 'cancelled' ? 'Loading was cancelled. Open this view again to load it.' : message,
      );
    });
  }, [explorer, started, vheat, vit]);

  const missing = (name: string, here: boolean, served: boolean) =>
    here || !started ? null : served ? problem : `No ${name} is served with this app.`;
  return {
    noVHeat: missing('vHeat', vheat, vheatServed),
    noVit: missing('ViT', vit, vitServed),
  };
}
