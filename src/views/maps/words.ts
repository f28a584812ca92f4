import type { Words } from '../../content/words/words.ts';
import { summarizeMap } from '../../math/statistics.ts';
import type { Field, Figure } from '../../render/figure.ts';
import { shownValue } from '../../render/scale.ts';

/** The sentences of maps in the language in use. */
export type MapWords = Words['maps'];

/** A value in three digits with a real minus sign: −1.23, 0.04, 1.5e-7. */
export function formatValue(value: number, words: MapWords): string {
  if (!Number.isFinite(value)) return words.noNumber;
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e5)
      ? value.toExponential(1)
      : value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
  return text.replace(/^-/, '−');
}

/** A value with a given number of decimals and a real minus sign, which zero has not: −0.0123. */
export function formatFixed(value: number, digits: number, words: MapWords): string {
  if (!Number.isFinite(value)) return words.noNumber;
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** Which frequency a cell of a spectrum is, in radians per token. */
export function frequencyName(row: number, column: number, h: number, w: number): string {
  const omega = (index: number, size: number) => ((Math.PI * index) / size).toFixed(2);
  return `ω_y ${omega(row, h)}, ω_x ${omega(column, w)}`;
}

function cellName(
  { cells, height, width }: Field,
  row: number,
  column: number,
  words: MapWords,
): string {
  return cells === 'frequencies'
    ? frequencyName(row, column, height, width)
    : words.token(row, column);
}

/** A share in whole percent; the little that is there is not called nothing. */
function share(part: number, words: MapWords): string {
  return part > 0 && part < 0.01 ? words.underOnePercent : `${(100 * part).toFixed(0)} %`;
}

/** The sign of a value whose magnitude is drawn; null for zero, and where the sign is in the value. */
function signOf({ scale }: Figure, value: number, words: MapWords): string | null {
  if (scale.kind !== 'magnitude' || value === 0) return null;
  return value > 0 ? words.positive : words.negative;
}

/** What the numbers are, and how they became colours where that is not plain. */
export function unitText({ unit, scale }: Figure, words: MapWords): string {
  return [
    unit,
    ...(scale.law === 'log' ? [words.log] : []),
    ...(scale.of === 'own' ? [words.ownScale] : []),
  ].join(words.and);
}

/** What is under the pointer: the value, its sign where that is not in it, and the place. */
export function readOut(figure: Figure, row: number, column: number, words: MapWords): string {
  const { field, scale } = figure;
  const value = field.data[row * field.width + column];
  const shown = formatValue(shownValue(scale, value), words);
  const sign = signOf(figure, value, words);
  const reading = sign === null ? shown : `${shown}${words.and}${sign}`;
  return `${reading} · ${cellName(field, row, column, words)}`;
}

/**
 * What a figure shows at this moment, for those who cannot see it.
 * @param name what it is of
 */
export function describeFigure(figure: Figure, name: string, words: MapWords): string {
  const { field, scale } = figure;
  const { height, width, data } = field;
  const { min, max, peak, aboveHalf } = summarizeMap(
    data.map((value) => shownValue(scale, value)),
    height,
    width,
  );
  if (min === max) return words.everywhere(name, formatValue(min, words));
  return words.describe(name, {
    low: formatValue(min, words),
    high: formatValue(max, words),
    peak: formatValue(peak.value, words),
    sign: signOf(figure, data[peak.row * width + peak.column], words),
    place: cellName(field, peak.row, peak.column, words),
    share: share(aboveHalf, words),
  });
}
