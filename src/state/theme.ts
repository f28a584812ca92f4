import type { Explorer } from './explorer.ts';
import type { Theme } from './settings.ts';

/** Dark or light, after the system's wish is asked. */
export function resolveTheme(theme: Theme, systemPrefersLight: boolean): 'dark' | 'light' {
  if (theme === 'system') return systemPrefersLight ? 'light' : 'dark';
  return theme;
}

/** From what is shown now to the other. */
export function switchTheme(explorer: Explorer, window: Window): Promise<void> {
  const light = window.matchMedia('(prefers-color-scheme: light)').matches;
  const now = resolveTheme(explorer.store.getState().theme, light);
  return explorer.set({ theme: now === 'dark' ? 'light' : 'dark' });
}

/** Keeps `data-theme` and `data-status` of the document what the state says. */
export function reflectOnDocument({ store }: Explorer, window: Window): void {
  const { document } = window;
  const light = window.matchMedia('(prefers-color-scheme: light)');
  const reflect = () => {
    const { theme, status } = store.getState();
    document.documentElement.dataset.theme = resolveTheme(theme, light.matches);
    document.documentElement.dataset.status = status;
  };
  store.subscribe(reflect);
  light.addEventListener('change', reflect);
  reflect();
}
