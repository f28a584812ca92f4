import type { ExplorerState, Knobs } from '../../state/explorer.ts';
import { AS_TRAINED, isAsTrained } from '../../state/knobs.ts';

/** The factor of λk in the exponent of the block in view: every scope reaches it. */
export function exponentTime({ t, k, kConst }: Pick<ExplorerState, 't' | 'k' | 'kConst'>): number {
  return kConst === null ? t * k : t;
}

/** The knobs of a network as it was trained. */
export const TRAINED: Knobs = { ...AS_TRAINED, scope: 'network', stage: 0, block: 0 };

/** True when the knobs change what flows into the block in view, not only the block itself. */
export function reachesUpstream(
  knobs: Pick<ExplorerState, 't' | 'k' | 'kConst' | 'scope' | 'stage' | 'block'>,
): boolean {
  if (isAsTrained(knobs) || knobs.scope === 'block') return false;
  return knobs.block > 0 || (knobs.scope === 'network' && knobs.stage > 0);
}
