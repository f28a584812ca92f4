import { useEffect, type RefObject } from 'react';
import type { ExportItem } from '../../export/item.ts';

const shown = new Map<HTMLElement, ExportItem>();

/** What can be exported of the page, in reading order. */
export function itemsOnScreen(): ExportItem[] {
  return [...shown]
    .sort(([a], [b]) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
    .map(([, item]) => item);
}

/** Offers an item for export as long as its element is on the page. */
export function useExportItem(element: RefObject<HTMLElement | null>, item: ExportItem): void {
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    shown.set(current, item);
    return () => {
      shown.delete(current);
    };
  }, [element, item]);
}
