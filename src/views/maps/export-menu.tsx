import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { csvOf } from '../../export/csv.ts';
import type { FileKind } from '../../export/files.ts';
import type { ExportItem } from '../../export/item.ts';
import { Button } from '../controls/button.tsx';
import { useCopy } from '../controls/use-copy.ts';
import { useExport } from './use-export.ts';
import styles from './maps.module.css';

const FIGURE_KINDS: readonly (readonly [FileKind, string])[] = [
  ['png', 'PNG'],
  ['png2', 'PNG, 2×'],
  ['png4', 'PNG, 4×'],
  ['svg', 'SVG, text editable'],
  ['csv', 'CSV file'],
  ['json', 'JSON'],
  ['npy', 'NPY, float32'],
];
const CHART_KINDS: readonly FileKind[] = ['png', 'png2', 'png4', 'svg', 'csv'];
const TABLE_KINDS: readonly FileKind[] = ['csv'];
const WORDS = { copied: 'copied', refused: 'not allowed here' } as const;

interface Props {
  readonly item: ExportItem;
}

/** Files of one figure or chart, made when they are asked for. */
export function ExportMenu({ item }: Props) {
  const { outcome, copy } = useCopy();
  const { busy, run } = useExport();
  const [open, setOpen] = useState(false);
  const files = () => import('../../export/files.ts');
  const kinds = () => {
    if (item.kind === 'figure') return FIGURE_KINDS;
    const possible = item.svg() === null ? TABLE_KINDS : CHART_KINDS;
    return FIGURE_KINDS.filter(([kind]) => possible.includes(kind));
  };

  return (
    <DropdownMenu.Root open={open} onOpenChange={setOpen}>
      <DropdownMenu.Trigger asChild>
        <Button className={styles.copy} aria-label={`Export ${item.name}`} aria-busy={busy}>
          <span aria-live="polite">{outcome === null ? 'Export' : WORDS[outcome]}</span>
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.menu}
          sideOffset={4}
          collisionPadding={8}
          aria-label={`Export ${item.name}`}
        >
          <DropdownMenu.Item className={styles.entry} onSelect={() => void copy(csvOf(item))}>
            Copy as CSV
          </DropdownMenu.Item>
          {open &&
            kinds().map(([kind, text]) => (
              <DropdownMenu.Item
                key={kind}
                className={styles.entry}
                onSelect={() =>
                  void run(async (provenance) => (await files()).makeFile(item, kind, provenance))
                }
              >
                {text}
              </DropdownMenu.Item>
            ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
