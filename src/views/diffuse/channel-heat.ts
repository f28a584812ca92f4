import { conductMap, decay } from '../../math/heat.ts';
import { largestMagnitude } from '../../math/statistics.ts';
import type { Settings } from '../../state/settings.ts';
import type { BlockHeat, HeatSource } from './block-heat.ts';

/** A map that changes in place while time runs, with the values of its first and last colour. */
export interface LiveMap {
  readonly field: Float32Array<ArrayBuffer>;
  readonly height: number;
  readonly width: number;
  low: number;
  high: number;
}

/** Which colour scale a map has: its source's, one for the whole block, or its own at every moment. */
export type ScaleRule = Settings['range'];

/** Frequencies weaker than this share of the strongest are drawn as nothing. */
const SPECTRUM_FLOOR = 1e-3;

/** One channel of a block: the maps of the panels, and the little that changes with time. */
export interface ChannelHeat {
  readonly source: LiveMap;
  /** log₁₀ |DCT| between a thousandth of the strongest frequency and the strongest. */
  readonly spectrum: LiveMap;
  /** DCT coefficients as they are. */
  readonly coefficients: Float32Array;
  /** exp(−λkt). */
  readonly decay: LiveMap;
  readonly result: LiveMap;
  readonly k: LiveMap;
  /**
   * Brings `decay` and `result` to a time; allocates nothing.
   * @param constantK in place of the learned diffusivity; null for the learned
   * @returns a number that changes whenever the maps do
   */
  advance(time: number, constantK: number | null): number;
}

/** Prepares a channel. The work per frame is one decay and one inverse transform of its grid. */
export function createChannelHeat(
  block: BlockHeat,
  source: HeatSource,
  channel: number,
  rule: ScaleRule,
): ChannelHeat {
  const [h, w] = block.shape;
  const cells = h * w;
  const of = (all: Float32Array<ArrayBuffer>) =>
    all.subarray(channel * cells, (channel + 1) * cells);
  const map = (field: Float32Array<ArrayBuffer>, low: number, high: number): LiveMap => ({
    field,
    height: h,
    width: w,
    low,
    high,
  });

  const scale = rule === 'shared' ? largestMagnitude(source.scales) : source.scales[channel];
  const range = scale > 0 ? scale : 1;
  const coefficients = of(source.spectra);
  const strongest = largestMagnitude(coefficients) || 1;
  const logarithms = Float32Array.from(coefficients, (c) =>
    Math.log10(Math.max(SPECTRUM_FLOOR * strongest, Math.abs(c))),
  );
  const result = map(new Float32Array(cells), -range, range);
  const decayMap = map(new Float32Array(cells), 0, 1);
  const k = of(block.k);
  const scratch = new Float32Array(cells);
  let version = 0;
  let lastTime = Number.NaN;
  let lastK: number | null = null;

  return {
    source: map(of(source.maps), -range, range),
    spectrum: map(logarithms, Math.log10(SPECTRUM_FLOOR * strongest), Math.log10(strongest)),
    coefficients,
    decay: decayMap,
    result,
    k: map(k, 0, largestMagnitude(k, 1) || 1),
    advance(time, constantK) {
      if (time === lastTime && constantK === lastK) return version;
      lastTime = time;
      lastK = constantK;
      const diffusivity = constantK ?? k;
      decay(diffusivity, h, w, time, decayMap.field);
      conductMap(coefficients, diffusivity, h, w, time, result.field, scratch);
      if (rule === 'own') {
        const own = largestMagnitude(result.field) || 1;
        result.low = -own;
        result.high = own;
      }
      return ++version;
    },
  };
}
