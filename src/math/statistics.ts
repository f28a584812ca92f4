import type { GridShape } from './heat.ts';

/** What a channel of a heat operator is like, one number per channel. */
export interface ChannelStatistics {
  /** Mean diffusivity over ω ≠ 0, in token² per unit of time. */
  readonly meanK: Float64Array;
  /** Σ U². */
  readonly energy: Float64Array;
  /** Second moment of |U| around its centroid, in token². */
  readonly spread: Float64Array;
  /** Largest |U|. */
  readonly peak: Float64Array;
}

/**
 * Statistics of every channel of a block.
 * @param u heat [h, w, c]
 * @param k diffusivity over frequencies and channels [h, w, c]
 */
export function channelStatistics(
  u: Float32Array,
  k: Float32Array,
  [h, w, channels]: GridShape,
): ChannelStatistics {
  const meanK = new Float64Array(channels);
  const energy = new Float64Array(channels);
  const spread = new Float64Array(channels);
  const peak = new Float64Array(channels);
  const frequencies = Math.max(1, h * w - 1);
  for (let c = 0; c < channels; c++) {
    let mass = 0;
    let sumY = 0;
    let sumX = 0;
    let squares = 0;
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        const at = (y * w + x) * channels + c;
        if (at !== c) meanK[c] += k[at] / frequencies;
        const value = Math.abs(u[at]);
        energy[c] += value * value;
        peak[c] = Math.max(peak[c], value);
        mass += value;
        sumY += value * y;
        sumX += value * x;
        squares += value * (y * y + x * x);
      }
    }
    // E|r|² − |E r|²; rounding may leave a hair below zero.
    if (mass > 0) spread[c] = Math.max(0, squares / mass - (sumY / mass) ** 2 - (sumX / mass) ** 2);
  }
  return { meanK, energy, spread, peak };
}

/** Largest |value| from `start` on; 0 of none. */
export function largestMagnitude(values: ArrayLike<number>, start = 0): number {
  let most = 0;
  for (let i = start; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}

/** Mean, summed in float64; NaN of none. */
export function meanOf(values: Float32Array): number {
  const { length } = values;
  let sum = 0;
  // An iterator would take ten times as long, and maps of photos are summed at every frame.
  for (let i = 0; i < length; i++) sum += values[i];
  return sum / length;
}

/**
 * Decimals of a mean that a map's float32 numbers can vouch for: four digits of it, but none below 10⁻⁵ of the strongest.
 * @param strongest largest |value| of the map
 */
export function meanDigits(mean: number, strongest: number): number {
  const decimals = (size: number, digits: number) =>
    digits - Math.floor(Math.log10(Math.abs(size) || 1));
  const wanted = mean === 0 ? Infinity : decimals(mean, 3);
  return Math.max(0, Math.min(wanted, decimals(strongest, 5), 12));
}

/** Channels from the largest to the smallest number; equal ones keep their order, NaN comes last. */
export function descendingOrder(numbers: ArrayLike<number>): Uint32Array<ArrayBuffer> {
  const rank = (c: number) => (Number.isNaN(numbers[c]) ? -Infinity : numbers[c]);
  return Uint32Array.from({ length: numbers.length }, (_, c) => c).sort((a, b) => {
    const [first, second] = [rank(a), rank(b)];
    return first === second ? a - b : second > first ? 1 : -1;
  });
}

/** What a person would say of a map who sees it. */
export interface MapSummary {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Cell of the largest |value|; the first of equals. */
  readonly peak: { readonly row: number; readonly column: number; readonly value: number };
  /** Share of the cells whose |value| is above half of the largest. */
  readonly aboveHalf: number;
}

/** Summary of a map [h, w] for its text alternative. */
export function summarizeMap(map: ArrayLike<number>, h: number, w: number): MapSummary {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let at = 0;
  for (let i = 0; i < h * w; i++) {
    min = Math.min(min, map[i]);
    max = Math.max(max, map[i]);
    sum += map[i];
    if (Math.abs(map[i]) > Math.abs(map[at])) at = i;
  }
  const half = Math.abs(map[at]) / 2;
  let above = 0;
  for (let i = 0; i < h * w; i++) if (Math.abs(map[i]) > half) above++;
  return {
    min,
    max,
    mean: sum / (h * w),
    peak: { row: Math.floor(at / w), column: at % w, value: map[at] },
    aboveHalf: above / (h * w),
  };
}
