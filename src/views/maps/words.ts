import { summarizeMap } from '../../math/statistics.ts';
import type { Field, Figure } from '../../render/figure.ts';
import { shownValue } from '../../render/scale.ts';

/** A value in three digits with a real minus sign: −1.23, 0.04, 1.5e-7. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return 'no number';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e5)
      ? value.toExponential(1)
      : value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
  return text.replace(/^-/, '−');
}

/** Where a cell is on a grid, counted from 1. */
export function tokenName(row: number, column: number): string {
  return `row ${row + 1}, column ${column + 1}`;
}

/** Which frequency a cell of a spectrum is, in radians per token. */
export function frequencyName(row: number, column: number, h: number, w: number): string {
  const omega = (index: number, size: number) => ((Math.PI * index) / size).toFixed(2);
  return `ω_y ${omega(row, h)}, ω_x ${omega(column, w)}`;
}

function cellName({ cells, height, width }: Field, row: number, column: number): string {
  return cells === 'frequencies'
    ? frequencyName(row, column, height, width)
    : tokenName(row, column);
}

/** A share in whole percent; the little that is there is not called nothing. */
function share(part: number): string {
  return part > 0 && part < 0.01 ? 'under 1 %' : `${(100 * part).toFixed(0)} %`;
}

/** The sign of a value whose magnitude is drawn; null for zero, and where the sign is in the value. */
function signOf({ scale }: Figure, value: number): 'positive' | 'negative' | null {
  if (scale.kind !== 'magnitude' || value === 0) return null;
  return value > 0 ? 'positive' : 'negative';
}

/** What the numbers are, and how they became colours where that is not plain. */
export function unitText({ unit, scale }: Figure): string {
  return [
    unit,
    ...(scale.law === 'log' ? ['log'] : []),
    ...(scale.of === 'own' ? ['own scale'] : []),
  ].join(', ');
}

/** What is under the pointer: the value, its sign where that is not in it, and the place. */
export function readOut(figure: Figure, row: number, column: number): string {
  const { field, scale } = figure;
  const value = field.data[row * field.width + column];
  const sign = signOf(figure, value);
  return `${formatValue(shownValue(scale, value))}${sign === null ? '' : `, ${sign}`} · ${cellName(field, row, column)}`;
}

/**
 * What a figure shows at this moment, for those who cannot see it.
 * @param name what it is of
 */
export function describeFigure(figure: Figure, name: string): string {
  const { field, scale } = figure;
  const { height, width, data } = field;
  const { min, max, peak, aboveHalf } = summarizeMap(
    data.map((value) => shownValue(scale, value)),
    height,
    width,
  );
  if (min === max) return `${name}: ${formatValue(min)} everywhere.`;
  const sign = signOf(figure, data[peak.row * width + peak.column]);
  return (
    `${name}: from ${formatValue(min)} to ${formatValue(max)}, ` +
    `strongest ${formatValue(peak.value)}${sign === null ? '' : `, ${sign},`} ` +
    `at ${cellName(field, peak.row, peak.column)}, ` +
    `${share(aboveHalf)} of it above half of that.`
  );
}
