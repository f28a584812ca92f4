import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createPixelHeat, type PictureSpectrum, type PixelHeat } from '../../math/pixel-heat.ts';
import { loadPixelHeat } from '../../render/pixel-heat/load.ts';
import type { ExplorerState } from '../../state/explorer.ts';
import { useExplorer } from '../explorer-context.ts';

/** Diffusivity × time of a pixel, in pixels². */
export const exponent = ({ t, k, kConst }: ExplorerState) => t * (kConst ?? k);

/** The heat of a picture: at once in JavaScript, and the same by a faster program as soon as that is there. */
export function usePixelHeat(source: PictureSpectrum | null): PixelHeat | null {
  const [create, setCreate] = useState(() => createPixelHeat);
  useEffect(() => {
    void loadPixelHeat().then((fastest) => setCreate(() => fastest));
  }, []);
  return useMemo(() => source && create(source), [source, create]);
}

/** Brings the heat to the present, or to a time, once, however many drawings ask. */
export function useAdvance(heat: PixelHeat | null): (t?: number) => number {
  const { store } = useExplorer();
  const reached = useRef<{ heat: PixelHeat | null; kt: number; version: number }>({
    heat: null,
    kt: Number.NaN,
    version: 0,
  });
  return useCallback(
    (t?: number) => {
      const now = reached.current;
      const state = store.getState();
      const kt = exponent(t === undefined ? state : { ...state, t });
      if (heat && (now.heat !== heat || now.kt !== kt)) {
        heat.advance(kt);
        now.heat = heat;
        now.kt = kt;
        now.version++;
      }
      return now.version;
    },
    [heat, store],
  );
}
