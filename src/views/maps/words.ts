import type { MapSummary } from '../../math/statistics.ts';

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

/** Where a cell is on a token grid, counted from 1. */
export function tokenName(row: number, column: number): string {
  return `row ${row + 1}, column ${column + 1}`;
}

/** Which frequency a cell of a spectrum is, in radians per token. */
export function frequencyName(row: number, column: number, h: number, w: number): string {
  const omega = (index: number, size: number) => ((Math.PI * index) / size).toFixed(2);
  return `ω_y ${omega(row, h)}, ω_x ${omega(column, w)}`;
}

/** A share in whole percent; the little that is there is not called nothing. */
function share(part: number): string {
  return part > 0 && part < 0.01 ? 'under 1 %' : `${(100 * part).toFixed(0)} %`;
}

/** The sign of a value whose magnitude is drawn; null for zero. */
export function signName(value: number): 'positive' | 'negative' | null {
  return value > 0 ? 'positive' : value < 0 ? 'negative' : null;
}

/** What is under the pointer: the value, its sign where that is not in it, and the place. */
export function readOut(value: number, sign: string | null, place: string): string {
  return `${formatValue(value)}${sign === null ? '' : `, ${sign}`} · ${place}`;
}

/**
 * What a map shows, for those who cannot see it.
 * @param sign of the strongest value, where the map is of magnitudes
 */
export function describeMap(
  title: string,
  summary: MapSummary,
  cellName: (row: number, column: number) => string,
  sign: string | null = null,
): string {
  const { min, max, peak, aboveHalf } = summary;
  if (min === max) return `${title}: ${formatValue(min)} everywhere.`;
  return (
    `${title}: from ${formatValue(min)} to ${formatValue(max)}, ` +
    `strongest ${formatValue(peak.value)}${sign === null ? '' : `, ${sign},`} ` +
    `at ${cellName(peak.row, peak.column)}, ` +
    `${share(aboveHalf)} of it above half of that.`
  );
}
