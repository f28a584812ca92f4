import { useEffect, useRef, type RefObject } from 'react';
import { useExplorer, useExplorerState } from '../explorer-context.ts';

/** A container whose field with `data-choice` is focused when somebody comes for that choice. */
export function useSought(): RefObject<HTMLElement | null> {
  const explorer = useExplorer();
  const sought = useExplorerState((s) => s.sought);
  const container = useRef<HTMLElement>(null);
  useEffect(() => {
    if (sought === null) return;
    const field = container.current?.querySelector<HTMLElement>(`[data-choice="${sought}"]`);
    field?.scrollIntoView({ block: 'center' });
    field?.querySelector<HTMLElement>('input, select, [aria-checked="true"]')?.focus();
    explorer.models.seek(null);
  }, [explorer, sought]);
  return container;
}
