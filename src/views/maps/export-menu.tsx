import { DropdownMenu } from 'radix-ui';
import { lazy, Suspense, useState } from 'react';
import { csvOf } from '../../export/csv.ts';
import type { ExportItem } from '../../export/item.ts';
import { isFilmed, kindsOf, type FilmItem } from '../../export/kinds.ts';
import { useWords } from '../language-context.ts';
import { Button } from '../controls/button.tsx';
import { useCopy } from '../controls/use-copy.ts';
import { useExport } from './use-export.ts';
import styles from './maps.module.css';

const FilmDialog = lazy(() => import('./film-dialog.tsx'));

interface Props {
  readonly item: ExportItem;
}

/** Files of one figure or chart, made when they are asked for. */
export function ExportMenu({ item }: Props) {
  const { export: words, film: filmWords } = useWords().maps;
  const { outcome, copy } = useCopy();
  const { busy, run } = useExport();
  const [open, setOpen] = useState(false);
  const [film, setFilm] = useState<FilmItem | null>(null);
  const files = () => import('../../export/files.ts');

  return (
    <>
      <DropdownMenu.Root open={open} onOpenChange={setOpen}>
        <DropdownMenu.Trigger asChild>
          <Button className={styles.copy} aria-label={words.name(item.name)} aria-busy={busy}>
            <span aria-live="polite">{words[outcome ?? 'button']}</span>
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            className={styles.menu}
            sideOffset={4}
            collisionPadding={8}
            aria-label={words.name(item.name)}
          >
            {item.kind !== 'picture' && (
              <DropdownMenu.Item className={styles.entry} onSelect={() => void copy(csvOf(item))}>
                {words.copyCsv}
              </DropdownMenu.Item>
            )}
            {open &&
              kindsOf(item).map((kind) => (
                <DropdownMenu.Item
                  key={kind}
                  className={styles.entry}
                  onSelect={() =>
                    void run(async (provenance) => (await files()).makeFile(item, kind, provenance))
                  }
                >
                  {words.kinds[kind]}
                </DropdownMenu.Item>
              ))}
            {isFilmed(item) && (
              <DropdownMenu.Item className={styles.entry} onSelect={() => setFilm(item)}>
                {filmWords.entry}
              </DropdownMenu.Item>
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {film && (
        <Suspense>
          <FilmDialog item={film} onClose={() => setFilm(null)} />
        </Suspense>
      )}
    </>
  );
}
