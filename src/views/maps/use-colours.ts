import { useMemo, useSyncExternalStore } from 'react';
import type { SequentialMap, SignedMap } from '../../render/colour-map.ts';
import { resolveTheme } from '../../state/theme.ts';
import { useExplorerState } from '../explorer-context.ts';

const light = () => window.matchMedia('(prefers-color-scheme: light)');

/** The colour map of signed values in the current theme. */
function useSignedMap(): SignedMap {
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

/** The colours of each kind of scale, and whether maps are smooth, as people have chosen them. */
export interface Colours {
  readonly signed: SignedMap;
  readonly positive: SequentialMap;
  readonly magnitude: SequentialMap;
  readonly smooth: boolean;
}

export function useColours(): Colours {
  const magnitude = useExplorerState((s) => s.magnitude);
  const smooth = useExplorerState((s) => s.smooth);
  const signed = useSignedMap();
  return useMemo(
    () => ({ signed, positive: magnitude, magnitude, smooth }),
    [signed, magnitude, smooth],
  );
}
