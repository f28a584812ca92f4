import { mapCsv } from '../math/csv.ts';
import type { ExportItem } from './item.ts';

/** The numbers of a figure or chart as comma-separated values. */
export function csvOf(item: ExportItem): string {
  if (item.kind === 'chart') return item.csv();
  item.figure.advance?.();
  const { data, height, width } = item.figure.field;
  return mapCsv(data, height, width);
}
