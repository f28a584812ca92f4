import { useRef } from 'react';
import type { PictureItem } from '../../export/item.ts';
import { useExportItem } from './export-items.ts';
import { ExportMenu } from './export-menu.tsx';

/** Files of a picture that is no map of numbers. */
export function PictureExport({ item }: { readonly item: PictureItem }) {
  const here = useRef<HTMLSpanElement>(null);
  useExportItem(here, item);
  return (
    <span ref={here}>
      <ExportMenu item={item} />
    </span>
  );
}
