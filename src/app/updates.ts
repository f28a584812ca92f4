import { Workbox } from 'workbox-window';
import { createStore, useStore } from 'zustand';
import { offlineIsPossible } from './offline.ts';

/** How often an open page asks whether there is a new version, besides each time it is looked at again. */
const CHECK_MS = 30 * 60_000;

/** What is known of newer versions of the app than this page. */
interface Update {
  /** `waiting`: it is here and takes over when told; `over`: it is the host's only one, parts of this page may be gone. */
  readonly state: 'none' | 'waiting' | 'over';
}

const store = createStore<Update>(() => ({ state: 'none' }));
let takeOver: () => void = () => window.location.reload();

/**
 * Watches for new versions of the app; resolves when this version is kept for use without network.
 * @param started keeping files waits for it, because what the start needs comes first
 */
export async function watchUpdates(started: Promise<unknown>): Promise<void> {
  // A part of this page that cannot be fetched is, on a host that answers, a part of an older version.
  window.addEventListener('vite:preloadError', () => {
    if (navigator.onLine) store.setState({ state: 'over' });
  });
  await started;
  if (!import.meta.env.PROD || !hasServiceWorker()) return;
  const workbox = new Workbox('./sw.js');
  let asked = false;
  workbox.addEventListener('waiting', () => {
    store.setState({ state: 'waiting' });
    takeOver = () => {
      asked = true;
      workbox.messageSkipWaiting();
    };
  });
  workbox.addEventListener('controlling', ({ isUpdate, isExternal }) => {
    takeOver = () => window.location.reload();
    if (asked) window.location.reload();
    else if (isUpdate === true || isExternal === true) store.setState({ state: 'over' });
  });
  const registration = await workbox.register();
  const check = () => {
    registration?.update().catch(() => undefined); // without network there is nothing new
  };
  window.setInterval(check, CHECK_MS);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check();
  });
  await navigator.serviceWorker.ready;
  offlineIsPossible();
}

// In a sandboxed frame even looking throws.
function hasServiceWorker(): boolean {
  try {
    return 'serviceWorker' in navigator && Boolean(navigator.serviceWorker);
  } catch {
    return false;
  }
}

export function useUpdate(): Update['state'] {
  return useStore(store, ({ state }) => state);
}

/** Shows the new version in place of this page. */
export function takeUpdate(): void {
  takeOver();
}
