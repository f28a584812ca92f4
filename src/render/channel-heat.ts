import type { BlockHeat, HeatSource } from '../math/block-heat.ts';
import { conductMap, decay } from '../math/heat.ts';
import { largestMagnitude } from '../math/statistics.ts';
import type { Field, ScaledField } from './figure.ts';
import { logarithmic, type LiveScale, type Scale } from './scale.ts';

/** Which colour scale heat has: its source's, one for the whole block, or its own at every moment. */
export type ScaleRule = Exclude<Scale['of'], 'fixed'>;

/** Frequencies weaker than this share of the strongest are drawn as nothing. */
const SPECTRUM_FLOOR = 1e-3;

/** Heat weaker than this share of its source is rounding, and stays dark on its own scale. */
const OWN_FLOOR = 1e-6;

/** One channel of a block: the maps of the panels, and the little that changes with time. */
export interface ChannelHeat {
  readonly source: ScaledField;
  /** DCT coefficients, drawn between a thousandth of the strongest and the strongest. */
  readonly spectrum: ScaledField;
  /** exp(−λkt). */
  readonly decay: ScaledField;
  readonly result: ScaledField;
  readonly k: ScaledField;
  /**
   * Brings `decay` and `result` to a time; allocates nothing.
   * @param constantK in place of the learned diffusivity; null for the learned
   * @returns a number that changes whenever the maps do
   */
  advance(time: number, constantK: number | null): number;
}

/**
 * Prepares a channel. The work per frame is one decay and one inverse transform of its grid.
 * @param law of the colours of source and result
 */
export function createChannelHeat(
  block: BlockHeat,
  source: HeatSource,
  channel: number,
  rule: ScaleRule,
  law: Scale['law'] = 'linear',
): ChannelHeat {
  const [h, w] = block.shape;
  const cells = h * w;
  const of = (all: Float32Array<ArrayBuffer>) =>
    all.subarray(channel * cells, (channel + 1) * cells);
  const tokens = (data: Float32Array<ArrayBuffer>): Field => ({
    height: h,
    width: w,
    data,
    cells: 'tokens',
  });
  const frequencies = (data: Float32Array<ArrayBuffer>): Field => ({
    ...tokens(data),
    cells: 'frequencies',
  });

  const strongestHeat = source.scales[channel];
  const range = (rule === 'shared' ? largestMagnitude(source.scales) : strongestHeat) || 1;
  const linear: Scale = { kind: 'signed', law: 'linear', of: rule, low: -range, high: range };
  const sourceScale = law === 'log' ? logarithmic(linear) : linear;
  const resultScale: LiveScale = { ...sourceScale };
  const coefficients = of(source.spectra);
  const strongest = largestMagnitude(coefficients) || 1;
  const k = of(block.k);
  const result = new Float32Array(cells);
  const decayed = new Float32Array(cells);
  const scratch = new Float32Array(cells);
  let version = 0;
  let lastTime = Number.NaN;
  let lastK: number | null = null;

  return {
    source: { field: tokens(of(source.maps)), scale: sourceScale },
    spectrum: {
      field: frequencies(coefficients),
      scale: {
        kind: 'magnitude',
        law: 'log',
        of: 'source',
        low: SPECTRUM_FLOOR * strongest,
        high: strongest,
      },
    },
    decay: {
      field: frequencies(decayed),
      scale: { kind: 'positive', law: 'linear', of: 'fixed', low: 0, high: 1 },
    },
    result: { field: tokens(result), scale: resultScale },
    k: {
      field: frequencies(k),
      scale: {
        kind: 'positive',
        law: 'linear',
        of: 'source',
        low: 0,
        high: largestMagnitude(k, 1) || 1,
      },
    },
    advance(time, constantK) {
      if (time === lastTime && constantK === lastK) return version;
      lastTime = time;
      lastK = constantK;
      const diffusivity = constantK ?? k;
      decay(diffusivity, h, w, time, decayed);
      conductMap(coefficients, diffusivity, h, w, time, result, scratch);
      if (rule === 'own') {
        const own = Math.max(largestMagnitude(result), OWN_FLOOR * strongestHeat) || 1;
        resultScale.low = -own;
        resultScale.high = own;
      }
      return ++version;
    },
  };
}
