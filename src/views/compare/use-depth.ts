import { blocksOf } from './use-heat.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';

/** Which layers of the two networks are in view, and how to choose others. */
export interface Depth {
  /** The heat block, counted over all stages. */
  readonly heat: number;
  /** Index of the attention map among its row of layers. */
  readonly attention: number;
  readonly layer: number;
  readonly chooseHeat: (index: number) => void;
  readonly chooseAttention: (index: number) => void;
}

/** The ViT's layer follows the heat block to the same relative depth until somebody chooses one. */
export function useDepth(): Depth {
  const explorer = useExplorer();
  const network = useExplorerState((s) => s.vheat);
  const layers = useExplorerState((s) => s.vit?.layers ?? 1);
  const stage = useExplorerState((s) => s.stage);
  const block = useExplorerState((s) => s.block);
  const wanted = useExplorerState((s) => s.layer);
  const lastOnly = useExplorerState((s) => s.attention === 'gradient');

  const places = network ? blocksOf(network) : [];
  const found = places.findIndex((place) => place.stage === stage && place.block === block);
  const at = Math.max(0, found);
  const sameDepth = Math.round((at / Math.max(1, places.length - 1)) * (layers - 1));
  const layer = Math.min(wanted ?? sameDepth, layers - 1);
  return {
    heat: at,
    attention: lastOnly ? 0 : layer,
    layer: lastOnly ? layers - 1 : layer,
    chooseHeat: (index) => void explorer.set(places[index] ?? {}),
    chooseAttention: (index) => {
      if (!lastOnly) void explorer.set({ layer: index });
    },
  };
}
