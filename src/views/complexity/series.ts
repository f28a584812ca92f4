import {
  attentionMacs,
  BENCHMARK,
  fittedExponent,
  gridSide,
  heatMacs,
} from '../../math/complexity.ts';
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
}

/** What is compared, in the order of tables and legends; theory where the whole cost is one power of N. */
export const PARTS: readonly {
  readonly part: TimedPart;
  readonly name: string;
  readonly theory: string;
}[] = [
  { part: 'heat', name: 'heat', theory: '1.5' },
  { part: 'attention', name: 'attention', theory: '2' },
  { part: 'heatLayer', name: 'heat layer', theory: '1 to 1.5' },
  { part: 'attentionLayer', name: 'attention layer', theory: '1 to 2' },
];

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
export const EXACT: readonly CostSeries[] = PARTS.map(({ part }) => ({
  part,
  points: imageSizes.map(gridSide).map((side) => ({ n: side * side, t: macsOf(part, side) })),
}));

/** Measured times as curves over tokens. */
export function measuredSeries(timings: readonly LayerTiming[]): CostSeries[] {
  return PARTS.map(({ part }) => ({
    part,
    points: timings
      .filter((timing) => timing.part === part)
      .map(({ side, milliseconds }) => ({ n: side * side, t: milliseconds })),
  }));
}

/** Whether a curve has all its points: an exponent of fewer would be another one. */
export function isComplete({ points }: CostSeries): boolean {
  return points.length === imageSizes.length;
}

/** Fitted exponent of a curve as text; of an incomplete one how many sizes it has, "–" for none. */
export function exponentText(series: CostSeries): string {
  if (isComplete(series)) return fittedExponent(series.points).toFixed(2);
  const { length } = series.points;
  return length === 0 ? '–' : `${length} of ${imageSizes.length} sizes`;
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
