import { useSyncExternalStore } from 'react';
import { createStore, useStore } from 'zustand';
import type { SequentialMap, SignedMap } from '../../render/colour-map.ts';
import { resolveTheme } from '../../state/theme.ts';
import { useExplorerState } from '../explorer-context.ts';
import type { ScaleRule } from './channel-heat.ts';

/** How maps are drawn; a matter of taste and projectors, so it is in no link. */
export interface Look {
  /** `theme` is dark-centred on dark, light-centred on light. */
  readonly signed: 'theme' | 'purple-orange';
  readonly magnitude: Exclude<SequentialMap, 'viridis'>;
  readonly scale: ScaleRule;
  readonly smooth: boolean;
}

const store = createStore<Look>(() => ({
  signed: 'theme',
  magnitude: 'inferno',
  scale: 'source',
  smooth: true,
}));

export const setLook = (change: Partial<Look>) => store.setState(change);
export const useLook = () => useStore(store);

const light = () => window.matchMedia('(prefers-color-scheme: light)');

/** The colour map of signed values in the current theme. */
export function useSignedMap(): SignedMap {
  const { signed } = useLook();
  const theme = useExplorerState((s) => s.theme);
  const systemLight = useSyncExternalStore(
    (changed) => {
      const query = light();
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => light().matches,
  );
  if (signed !== 'theme') return signed;
  return resolveTheme(theme, systemLight) === 'dark' ? 'signed-dark' : 'signed-light';
}
