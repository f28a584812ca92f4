import { dctMatrix, type Floats } from './dct.ts';
import type { GridShape } from './heat.ts';
import type { Token } from './patch-heat.ts';
import { channelsFirst, spectra } from './spectra.ts';
import { channelStatistics, type ChannelStatistics } from './statistics.ts';

/** Heat that a block conducts, for all its channels: [c, h, w] each. */
export interface HeatSource {
  readonly maps: Floats;
  readonly spectra: Floats;
  /** Largest |value| per channel: the colour scale that stays while time runs. */
  readonly scales: Floats;
}

/** One block at work on the photo. */
export interface BlockHeat {
  readonly stage: number;
  readonly block: number;
  readonly shape: GridShape;
  /** U⁰ as the network has it. */
  readonly source: HeatSource;
  /** Learned diffusivity over frequencies, [c, h, w]. */
  readonly k: Floats;
  readonly statistics: ChannelStatistics;
}

/** Point sources: all heat 1 in one token, or what U⁰ has there. */
export type PointKind = 'impulse' | 'patch';

/**
 * Prepares a captured block for drawing.
 * @param u0 source [h, w, c]
 * @param k learned diffusivity [h, w, c]
 */
export function blockHeat(
  place: { stage: number; block: number },
  u0: Float32Array,
  k: Float32Array,
  shape: GridShape,
): BlockHeat {
  const statistics = channelStatistics(u0, k, shape);
  return {
    ...place,
    shape,
    source: {
      maps: channelsFirst(u0, shape),
      spectra: spectra(u0, shape),
      scales: Float32Array.from(statistics.peak),
    },
    k: channelsFirst(k, shape),
    statistics,
  };
}

/**
 * Heat in one token alone. Conduction is linear, so what spreads from `patch` at every token adds up to U^t.
 */
export function pointSource(
  { shape: [h, w, channels], source }: BlockHeat,
  [row, column]: Token,
  kind: PointKind,
): HeatSource {
  const cells = h * w;
  const rows = dctMatrix(h);
  const columns = dctMatrix(w);
  const maps = new Float32Array(cells * channels);
  const coefficients = new Float32Array(cells * channels);
  const scales = new Float32Array(channels);
  for (let c = 0; c < channels; c++) {
    const at = c * cells + row * w + column;
    const heat = kind === 'impulse' ? 1 : source.maps[at];
    maps[at] = heat;
    scales[c] = Math.abs(heat);
    for (let n = 0; n < h; n++) {
      const factor = heat * rows[n * h + row];
      for (let m = 0; m < w; m++) {
        coefficients[c * cells + n * w + m] = factor * columns[m * w + column];
      }
    }
  }
  return { maps, spectra: coefficients, scales };
}
