import type { ExportItem, FigureItem, PictureItem } from './item.ts';

export type ExportKind = 'png' | 'png2' | 'png4' | 'svg' | 'csv' | 'json' | 'npy';

const DRAWN: readonly ExportKind[] = ['png', 'png2', 'png4', 'svg'];

/** Every kind of file that something on screen can be kept as. */
export function kindsOf(item: ExportItem): readonly ExportKind[] {
  if (item.kind === 'figure') return [...DRAWN, 'csv', 'json', 'npy'];
  if (item.kind === 'picture') return DRAWN;
  return item.svg() === null ? ['csv'] : [...DRAWN, 'csv'];
}

/** What can be filmed: it knows what it is at any time. */
export type FilmItem = FigureItem | PictureItem;

/** Whether something on screen moves with time. */
export function isFilmed(item: ExportItem): item is FilmItem {
  return item.kind === 'picture' || (item.kind === 'figure' && item.figure.advance !== undefined);
}
