import type { ExplorerStore } from './store.ts';

/** Whether anything runs, as status `running` or `ready`; `loading` and `error` are the start's alone. */
export interface Activity {
  /** Counts as running until the work settles; works may overlap. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>;
  /** The status of an app that has started. */
  readonly status: () => 'ready' | 'running';
}

export function createActivity({ getState, setState }: ExplorerStore): Activity {
  let running = 0;
  const status = () => (running > 0 ? 'running' : 'ready');
  const show = () => {
    const shown = getState().status;
    if (shown === 'loading' || shown === 'error' || shown === status()) return;
    setState({ status: status() });
  };
  return {
    status,
    async during(work) {
      running++;
      show();
      try {
        return await work();
      } finally {
        running--;
        show();
      }
    },
  };
}
