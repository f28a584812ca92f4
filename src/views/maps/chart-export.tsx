import { useRef } from 'react';
import { ExportMenu } from './export-menu.tsx';

interface Props {
  /** What the chart or table is of. */
  readonly of: string;
  readonly csv: () => string;
}

/** Files of a chart or table: the first drawing of the section around, and the numbers. */
export function ChartExport({ of, csv }: Props) {
  const here = useRef<HTMLSpanElement>(null);
  return (
    <span ref={here}>
      <ExportMenu
        item={{
          kind: 'chart',
          name: of,
          svg: () => here.current?.closest('section')?.querySelector('svg') ?? null,
          csv,
        }}
      />
    </span>
  );
}
