import type { Fold } from '../../state/settings.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';

/** Whether a part of a view is unfolded, and how to fold it; `instead` names what folds when it opens. */
export function useFold(
  name: Fold,
  instead: readonly Fold[] = [],
): { readonly open: boolean; readonly set: (open: boolean) => void } {
  const explorer = useExplorer();
  const open = useExplorerState((s) => s.open.includes(name));
  return {
    open,
    set(wanted) {
      const { open: all } = explorer.store.getState();
      if (wanted === all.includes(name)) return;
      const others = all.filter((fold) => fold !== name);
      const next = wanted ? [...others.filter((fold) => !instead.includes(fold)), name] : others;
      void explorer.set({ open: next.sort() });
    },
  };
}
