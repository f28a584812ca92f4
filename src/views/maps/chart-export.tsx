import { useRef } from 'react';
import type { ChartItem } from '../../export/item.ts';
import { useExportItem } from './export-items.ts';
import { ExportMenu } from './export-menu.tsx';

/** The drawing of a section: neither a swatch in its table nor the icon of a button. */
const CHART = 'svg:not(table svg, button svg)';

interface Props {
  /** What the chart or table is of. */
  readonly of: string;
  readonly csv: () => string;
}

/** Files of a chart or table: the first drawing of the section around, and the numbers. */
export function ChartExport({ of, csv }: Props) {
  const here = useRef<HTMLSpanElement>(null);
  const item: ChartItem = {
    kind: 'chart',
    name: of,
    svg: () => here.current?.closest('section')?.querySelector<SVGSVGElement>(CHART) ?? null,
    csv,
  };
  useExportItem(here, item);
  return (
    <span ref={here}>
      <ExportMenu item={item} />
    </span>
  );
}
