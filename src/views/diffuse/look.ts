import { useSyncExternalStore } from 'react';
import type { SignedMap } from '../../render/colour-map.ts';
import { resolveTheme } from '../../state/theme.ts';
import { useExplorerState } from '../explorer-context.ts';

const light = () => window.matchMedia('(prefers-color-scheme: light)');

/** The colour map of signed values in the current theme. */
export function useSignedMap(): SignedMap {
  const signed = useExplorerState((s) => s.signed);
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
