import { useEffect, useState } from 'react';
import { asPortError } from '../../state/port-error.ts';
import type { Architecture } from '../../state/studies.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';

export const BOTH_NETWORKS = ['vheat', 'vit'] as const;

/**
 * Loads the networks that a view needs and the app does not hold yet; the classifier stays.
 * @param needed always the same in one view
 * @returns one sentence per network that is not there, null while all are there or on their way
 */
export function useNetworks(needed: readonly Architecture[]): {
  noVHeat: string | null;
  noVit: string | null;
} {
  const explorer = useExplorer();
  const started = useExplorerState((s) => s.status === 'ready' || s.status === 'running');
  const vheat = useExplorerState((s) => s.vheat !== null);
  const vit = useExplorerState((s) => s.vit !== null);
  const vheatServed = useExplorerState((s) => s.catalog.some((e) => e.architecture === 'vheat'));
  const vitServed = useExplorerState((s) => s.catalog.some((e) => e.architecture === 'vit'));
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    const here = { vheat, vit };
    if (!started || needed.every((architecture) => here[architecture])) return;
    explorer.studies.loadCompanions(needed).catch((error: unknown) => {
      const { code, message } = asPortError(error);
      setProblem(
        code === 'cancelled' ? 'Loading was cancelled. Open this view again to load it.' : message,
      );
    });
  }, [explorer, needed, started, vheat, vit]);

  const missing = (name: string, here: boolean, served: boolean) =>
    here || !started ? null : served ? problem : `No ${name} is served with this app.`;
  return {
    noVHeat: missing('vHeat', vheat, vheatServed),
    noVit: missing('ViT', vit, vitServed),
  };
}
