import { createStore, useStore } from 'zustand';
import { KEEP_REST, type RestKept } from '../service-worker/messages.ts';
import type { Explorer } from '../state/explorer.ts';

/** How much of the app this browser keeps for a visit without network. */
interface Offline {
  /** `unavailable`: nothing is kept for this page; `possible`: its program and what was used is. */
  readonly state: 'unavailable' | 'possible' | 'running' | 'everything' | 'failed';
  /** Bytes of the networks that are here, and of all. */
  readonly loaded: number;
  readonly total: number;
}

const store = createStore<Offline>(() => ({ state: 'unavailable', loaded: 0, total: 0 }));

/** The service worker keeps this page. */
export function offlineIsPossible(): void {
  store.setState({ state: 'possible' });
}

/** Whether the service worker keeps all files of the program, those of last resort included. */
async function keepRest(): Promise<boolean> {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<RestKept>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<RestKept>) => resolve(data);
  });
  active?.postMessage({ type: KEEP_REST }, [port2]);
  return (await answer).kept;
}

/** Keeps every network that comes with the app, and every file of its program; tells of the bytes meanwhile. */
export async function keepEverything({ models }: Explorer): Promise<void> {
  store.setState({ state: 'running', loaded: 0, total: 0 });
  try {
    // Where the browser grants it, it does not discard what is kept to make room.
    await navigator.storage.persist().catch(() => false);
    const kept = await models.keepAll((loaded, total) => store.setState({ loaded, total }));
    store.setState({ state: kept && (await keepRest()) ? 'everything' : 'failed' });
  } catch {
    store.setState({ state: 'failed' });
  }
}

export function useOffline(): Offline {
  return useStore(store);
}
