import {
  attentionMacs,
  BENCHMARK,
  fittedExponent,
  gridSide,
  heatMacs,
  quantile,
} from '../../math/complexity.ts';
import type { Words } from '../../content/words/words.ts';
import type { LayerTiming, TimedPart } from '../../state/explorer.ts';

/** One curve of cost over tokens. */
export interface CostSeries {
  readonly part: TimedPart;
  readonly points: readonly CostPoint[];
}

export interface CostPoint {
  /** Tokens N. */
  readonly n: number;
  /** Milliseconds, or multiply–adds. */
  readonly t: number;
  /** Between what half of the measurements lie. */
  readonly quartiles?: readonly [low: number, high: number];
}

/** What is compared, in the order of tables and legends. */
export const PARTS = ['heat', 'attention', 'heatLayer', 'attentionLayer'] as const;

const { channels, imageSizes } = BENCHMARK;

/** Multiply–adds of one part on a grid of this side. */
export function macsOf(part: TimedPart, side: number): number {
  switch (part) {
    case 'heat':
      return heatMacs(side, channels).mixing;
    case 'attention':
      return attentionMacs(side, channels).mixing;
    case 'heatLayer':
      return heatMacs(side, channels).layer;
    case 'attentionLayer':
      return attentionMacs(side, channels).layer;
    default:
      return part satisfies never;
  }
}

/** Exact multiply–adds over the benchmark's image sizes. */
export const EXACT: readonly CostSeries[] = PARTS.map((part) => ({
  part,
  points: imageSizes.map(gridSide).map((side) => ({ n: side * side, t: macsOf(part, side) })),
}));

/** Measured times as curves over tokens. */
export function measuredSeries(timings: readonly LayerTiming[]): CostSeries[] {
  return PARTS.map((part) => ({
    part,
    points: timings
      .filter((timing) => timing.part === part)
      .map(({ side, milliseconds: t, quartiles }) => ({ n: side * side, t, quartiles })),
  }));
}

/** Whether a curve is of mixing alone: its whole cost is one power of N. */
export function isMixing({ part }: Pick<CostSeries, 'part'>): boolean {
  return part === 'heat' || part === 'attention';
}

/** Whether a curve has all its points: an exponent of fewer would be another one. */
export function isComplete({ points }: CostSeries): boolean {
  return points.length === imageSizes.length;
}

/**
 * Fitted exponent of a curve as text; of an incomplete one how many sizes it has, "–" for none.
 * @param isNoisy whether its points are too uncertain to fit anything to
 */
export function exponentText(
  series: CostSeries,
  words: Words['complexity']['plot'],
  isNoisy = false,
): string {
  if (isComplete(series)) return isNoisy ? words.noisy : fittedExponent(series.points).toFixed(2);
  const { length } = series.points;
  return length === 0 ? '–' : words.sizes(length, imageSizes.length);
}

/** By how much half of the measurements differ from the median at most, as a share of it. */
export function spreadOf({ milliseconds, quartiles: [low, high] }: LayerTiming): number {
  return Math.max(high - milliseconds, milliseconds - low) / milliseconds;
}

/** From here on the usual spread says that the device had other things to do. */
const NOISY = 0.25;

/** The usual spread of all measurements, and whether it is too much to tell exponents by; null of none. */
export function noiseOf(
  timings: readonly LayerTiming[],
): { readonly spread: number; readonly isTooMuch: boolean } | null {
  if (timings.length === 0) return null;
  const spread = quantile(timings.map(spreadOf), 0.5);
  return { spread, isTooMuch: spread > NOISY };
}

/** What of a whole measurement is not there. */
export function missingOf(
  timings: readonly LayerTiming[],
): { readonly part: TimedPart; readonly imageSize: number }[] {
  const isThere = (part: TimedPart, imageSize: number) =>
    timings.some((timing) => timing.part === part && timing.side === gridSide(imageSize));
  return imageSizes.flatMap((imageSize) =>
    PARTS.filter((part) => !isThere(part, imageSize)).map((part) => ({ part, imageSize })),
  );
}

/** A measurement that cannot be: mixing is a part of its layer. */
export interface Contradiction {
  readonly network: 'heat' | 'attention';
  readonly imageSize: number;
  /** Milliseconds. */
  readonly mixing: number;
  readonly layer: number;
}

/** Where mixing alone took longer than its whole layer: the noise of these times is larger than what is between them. */
export function slowerThanLayer(timings: readonly LayerTiming[]): Contradiction[] {
  const find = (part: TimedPart, side: number) =>
    timings.find((timing) => timing.part === part && timing.side === side)?.milliseconds;
  return (['heat', 'attention'] as const).flatMap((network) =>
    imageSizes.flatMap((imageSize) => {
      const side = gridSide(imageSize);
      const mixing = find(network, side);
      const layer = find(`${network}Layer`, side);
      const contradicts = mixing !== undefined && layer !== undefined && mixing > layer;
      return contradicts ? [{ network, imageSize, mixing, layer }] : [];
    }),
  );
}
