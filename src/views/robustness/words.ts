import { SEVERITIES, type SeverityKind } from '../../math/disturb/severity.ts';
import { TIME_TICKS } from '../../math/time-axis.ts';
import { percent } from '../format/format.ts';
import { knobText } from '../format/knobs.ts';

interface Words {
  readonly name: string;
  /** What is done, exactly. */
  readonly sentence: string;
  /** An amount with its unit. */
  readonly amount: (amount: number) => string;
  /** Amounts that are named below the axis, besides those of ImageNet-C. */
  readonly ticks: readonly number[];
}

const IMAGENET_C = 'C1 to C5 are the severities of ImageNet-C (Hendrycks and Dietterich 2019).';

/** At most two decimals, with a true minus. */
const plain = (value: number) => String(Number(value.toFixed(2))).replace('-', '−');
const signed = (text: string, value: number) => (value > 0 ? `+${text}` : text);
const share = (value: number) => `${Number((100 * value).toFixed(1))} %`.replace('-', '−');

export const WORDS: Record<SeverityKind, Words> = {
  rotation: {
    name: 'Rotation',
    sentence:
      'Turned clockwise about the middle. The corners that this uncovers have the mean colour of ImageNet.',
    amount: (degrees) => `${plain(Math.round(degrees))}°`,
    ticks: [-180, -90, 0, 90, 180],
  },
  noise: {
    name: 'Gaussian noise',
    sentence: `Normal noise on red, green and blue; σ = 1 is the way from black to white. The grain is always the same. ${IMAGENET_C}`,
    amount: (sigma) => `σ ${plain(sigma)}`,
    ticks: [0],
  },
  blur: {
    name: 'Blur',
    sentence: `A Gaussian of σ pixels on a picture of 224 a side; smaller inputs are blurred by fewer of their own. ${IMAGENET_C}`,
    amount: (sigma) => `σ ${plain(sigma)} px`,
    ticks: [0],
  },
  contrast: {
    name: 'Contrast',
    sentence: `Every colour is drawn towards the picture’s mean. ${IMAGENET_C}`,
    amount: (factor) => `× ${plain(factor)}`,
    ticks: [1],
  },
  brightness: {
    name: 'Brightness',
    sentence: `Added to the value V of HSV; below 0 darker, which ImageNet-C has not. ${IMAGENET_C}`,
    amount: (change) => signed(plain(change), change),
    ticks: [-0.5, 0],
  },
  jpeg: {
    name: 'JPEG quality',
    sentence: `Stored as a JPEG with colours at half resolution, as libjpeg does, and read again. ${IMAGENET_C}`,
    amount: (quality) =>
      quality === SEVERITIES.jpeg.none ? 'not compressed' : `quality ${Math.round(quality)}`,
    ticks: [100],
  },
  occlusion: {
    name: 'Occlusion',
    sentence:
      'A square of the mean colour of ImageNet hides what is there: its side is a share of the picture’s. Click the picture, or use the arrow keys on the photo, to move it.',
    amount: share,
    ticks: [0, 0.25, 0.5, 0.75, 1],
  },
  shift: {
    name: 'Shift',
    sentence:
      'Moved sideways by a share of the width. What this uncovers has the mean colour of ImageNet.',
    amount: (distance) => signed(share(distance), distance),
    ticks: [-0.5, -0.25, 0, 0.25, 0.5],
  },
  size: {
    name: 'Size',
    sentence: 'The photo smaller, in the middle of a ground of ImageNet’s mean colour.',
    amount: share,
    ticks: [1, 0.75, 0.5, 0.25],
  },
  grey: {
    name: 'Colour to grey',
    sentence: 'The share of the colour that is taken out; what stays is the luma of BT.601.',
    amount: share,
    ticks: [0, 0.25, 0.5, 0.75, 1],
  },
  time: {
    name: 'Time t',
    sentence:
      'The photo as it is, and heat conducted for another time than in training, in every block that the knobs reach. At t = 0 nothing is conducted. A ViT has no time.',
    amount: (t) => `t = ${knobText(t)}`,
    ticks: TIME_TICKS,
  },
};

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
    ...WORDS[kind].ticks.map((amount) => ({ amount, level: null })),
    ...levels.map((amount, i) => ({ amount, level: i + 1 })),
  ]
    .map((tick) => ({
      ...tick,
      text: kind === 'jpeg' || kind === 'time' ? plain(tick.amount) : bare(kind, tick.amount),
    }))
    .sort((a, b) => positionOf(a.amount) - positionOf(b.amount));
}

/** An amount without the letter that the axis has already. */
function bare(kind: SeverityKind, amount: number): string {
  return WORDS[kind]
    .amount(amount)
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
export function spansText(kind: SeverityKind, spans: readonly Span[]): string {
  const { none, at, positionOf } = SEVERITIES[kind];
  const here = positionOf(none);
  const around = spans.find(({ from, to }) => from <= here && here <= to);
  const others = spans.length - (around === undefined ? 0 : 1);
  const again =
    others === 0 ? '' : `, and again in ${others === 1 ? 'another part' : `${others} other parts`}`;
  if (around === undefined) return `nowhere around no disturbance${again}`;
  const { from, to } = around;
  const text = (position: number) => WORDS[kind].amount(at(position));
  if (from === 0 && to === 1) return 'all along';
  if (from === 0) return `up to ${text(to)}${again}`;
  return `from ${text(from)} ${to === 1 ? 'on' : `to ${text(to)}`}${again}`;
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
