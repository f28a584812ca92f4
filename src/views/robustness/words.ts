import type { Words } from '../../content/words/words.ts';
import { SEVERITIES, type SeverityKind } from '../../math/disturb/severity.ts';
import { TIME_TICKS } from '../../math/time-axis.ts';
import { percent } from '../format/format.ts';
import { knobText } from '../format/knobs.ts';

type Robustness = Words['robustness'];

/** At most two decimals, with a true minus. */
const plain = (value: number) => String(Number(value.toFixed(2))).replace('-', '−');
const signed = (text: string, value: number) => (value > 0 ? `+${text}` : text);
const share = (value: number) => `${Number((100 * value).toFixed(1))} %`.replace('-', '−');

/** Amounts with their units, where these are the same in every language. */
const NOTATIONS: Record<Exclude<SeverityKind, 'jpeg'>, (amount: number) => string> = {
  rotation: (degrees) => `${plain(Math.round(degrees))}°`,
  noise: (sigma) => `σ ${plain(sigma)}`,
  blur: (sigma) => `σ ${plain(sigma)} px`,
  contrast: (factor) => `× ${plain(factor)}`,
  brightness: (change) => signed(plain(change), change),
  occlusion: share,
  shift: (distance) => signed(share(distance), distance),
  size: share,
  grey: share,
  time: (t) => `t = ${knobText(t)}`,
};

/** Amounts that are named below the axis, besides those of ImageNet-C. */
const TICKS: Record<SeverityKind, readonly number[]> = {
  rotation: [-180, -90, 0, 90, 180],
  noise: [0],
  blur: [0],
  contrast: [1],
  brightness: [-0.5, 0],
  jpeg: [100],
  occlusion: [0, 0.25, 0.5, 0.75, 1],
  shift: [-0.5, -0.25, 0, 0.25, 0.5],
  size: [1, 0.75, 0.5, 0.25],
  grey: [0, 0.25, 0.5, 0.75, 1],
  time: TIME_TICKS,
};

/** An amount of a disturbance with its unit: "−38°", "σ 0.18", "quality 18". */
export function amountText(kind: SeverityKind, amount: number, words: Robustness): string {
  if (kind !== 'jpeg') return NOTATIONS[kind](amount);
  return amount === SEVERITIES.jpeg.none ? words.notCompressed : words.quality(Math.round(amount));
}

/** A label below the axis. */
export interface Tick {
  readonly amount: number;
  readonly text: string;
  /** The severity of ImageNet-C, 1 to 5; null for other amounts. */
  readonly level: number | null;
}

/** The labels below the axis of a disturbance, from left to right. */
export function ticksOf(kind: SeverityKind): Tick[] {
  const { levels, positionOf } = SEVERITIES[kind];
  return [
    ...TICKS[kind].map((amount) => ({ amount, level: null })),
    ...levels.map((amount, i) => ({ amount, level: i + 1 })),
  ]
    .map((tick) => ({ ...tick, text: bare(kind, tick.amount) }))
    .sort((a, b) => positionOf(a.amount) - positionOf(b.amount));
}

/** An amount without the letter that the axis has already. */
function bare(kind: SeverityKind, amount: number): string {
  if (kind === 'jpeg' || kind === 'time') return plain(amount);
  return NOTATIONS[kind](amount)
    .replace(/^[σ×+] ?/, '')
    .replace(/ px$/, '');
}

/** A part of an axis, in positions 0…1. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Where an answer is given, in words: the part around no disturbance, and whether there are others. "all along",
 * "up to σ 0.15", "from −38° to 44°, and again in 2 other parts".
 */
export function spansText(kind: SeverityKind, spans: readonly Span[], words: Robustness): string {
  const { none, at, positionOf } = SEVERITIES[kind];
  const here = positionOf(none);
  const around = spans.find(({ from, to }) => from <= here && here <= to);
  const again = words.spans.again(spans.length - (around === undefined ? 0 : 1));
  if (around === undefined) return words.spans.nowhere + again;
  const { from, to } = around;
  const text = (position: number) => amountText(kind, at(position), words);
  if (from === 0 && to === 1) return words.spans.all;
  if (from === 0) return words.spans.upTo(text(to)) + again;
  return (
    (to === 1 ? words.spans.from(text(from)) : words.spans.between(text(from), text(to))) + again
  );
}

/** A measured share with its standard error, in percent: "44.1 ± 1.6". */
export function measuredText({
  accuracy,
  standardError,
}: {
  readonly accuracy: number;
  readonly standardError: number;
}): string {
  return `${percent(accuracy).replace(' %', '')} ± ${(100 * standardError).toFixed(1)}`;
}
