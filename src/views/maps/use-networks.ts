import { useEffect, useState } from 'react';
import { asMessage, type Message } from '../../state/messages.ts';
import type { Architecture } from '../../state/studies.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useMessages, useWords } from '../language-context.ts';

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
  const say = useMessages();
  const words = useWords().maps;
  const [problem, setProblem] = useState<Message | null>(null);

  useEffect(() => {
    const here = { vheat, vit };
    if (!started || needed.every((architecture) => here[architecture])) return;
    explorer.studies.loadCompanions(needed).catch((error: unknown) => setProblem(asMessage(error)));
  }, [explorer, needed, started, vheat, vit]);

  const sentence = problem?.code === 'cancelled' ? words.loadingCancelled : problem && say(problem);
  const missing = (name: string, here: boolean, served: boolean) =>
    here || !started ? null : served ? sentence : words.notServed(name);
  return {
    noVHeat: missing('vHeat', vheat, vheatServed),
    noVit: missing('ViT', vit, vitServed),
  };
}
