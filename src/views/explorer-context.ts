import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Explorer, ExplorerState } from '../state/explorer.ts';

export const ExplorerContext = createContext<Explorer | null>(null);

/** The app's actions and store. Throws outside of the app. */
export function useExplorer(): Explorer {
  const explorer = useContext(ExplorerContext);
  if (explorer === null) throw new Error('useExplorer outside of ExplorerContext');
  return explorer;
}

/** Subscribes a component to a part of the state; `select` returns primitives or stable references. */
export function useExplorerState<T>(select: (state: ExplorerState) => T): T {
  return useStore(useExplorer().store, select);
}
