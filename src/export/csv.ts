import { mapCsv } from '../math/csv.ts';
import type { ExportItem, PictureItem } from './item.ts';

/** What has numbers. */
export type NumbersItem = Exclude<ExportItem, PictureItem>;

/** The numbers of a figure or chart as comma-separated values. */
export function csvOf(item: NumbersItem): string {
  if (item.kind === 'chart') return item.csv();
  item.figure.advance?.();
  const { data, height, width } = item.figure.field;
  return mapCsv(data, height, width);
}
