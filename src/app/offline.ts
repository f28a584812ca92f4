import { createStore, useStore } from 'zustand';
import type { EnginePort } from '../engine/port.ts';
import { KEEP, type KeepAnswer, type KeepRequest } from '../service-worker/messages.ts';
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

/** A service worker of an older version answers nothing. */
const ANSWER_MS = 300_000;

/** Whether the service worker keeps these files of the app now, or all that belong to it. */
async function keep(files: KeepRequest['files']): Promise<boolean> {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<KeepAnswer>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<KeepAnswer>) => resolve(data);
    setTimeout(resolve, ANSWER_MS, { kept: false });
  });
  const request: KeepRequest = { type: KEEP, files };
  active?.postMessage(request, [port2]);
  return (await answer).kept;
}

/**
 * Keeps what this visit used of the app so far: on the first one, before the service worker was there to see it.
 * @param engine tells what its worker fetched
 */
export async function keepUsed(engine: Pick<EnginePort, 'fetched'>): Promise<void> {
  const here = performance.getEntriesByType('resource').map(({ name }) => name);
  await keep([...here, ...(await engine.fetched())]);
}

/** Keeps every network that comes with the app, and every file of its program; tells of the bytes meanwhile. */
export async function keepEverything({ models }: Explorer): Promise<void> {
  store.setState({ state: 'running', loaded: 0, total: 0 });
  try {
    // Where the browser grants it, it does not discard what is kept to make room.
    await navigator.storage.persist().catch(() => false);
    const kept = await models.keepAll((loaded, total) => store.setState({ loaded, total }));
    store.setState({ state: kept && (await keep('all')) ? 'everything' : 'failed' });
  } catch {
    store.setState({ state: 'failed' });
  }
}

export function useOffline(): Offline {
  return useStore(store);
}
