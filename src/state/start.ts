import type { EarlyFile, EngineEvent, EnginePort } from '../engine/port.ts';
import type { Activity } from './activity.ts';
import type { ModelActions } from './models.ts';
import type { Notice, Notices } from './notices.ts';
import type { PhotoActions } from './photo.ts';
import { asMessage, rejection } from './messages.ts';
import type { ExplorerStore } from './store.ts';

const SLOW: Notice = { kind: 'note', code: 'engine-slow', params: {} };

interface StartOptions {
  readonly port: EnginePort;
  readonly store: ExplorerStore;
  /** Address of the folder that holds `models/`, with a closing slash. */
  readonly baseUrl: string;
  /** Whether to tell of a cache that keeps nothing. */
  readonly keeps: boolean;
  /** The weights that the page asked for before this program was here, once. */
  readonly takeEarly: () => EarlyFile | null;
  readonly notices: Notices;
  readonly activity: Activity;
  readonly photo: PhotoActions;
  readonly models: Pick<ModelActions, 'ask' | 'loadFirst'>;
}

/** How the app begins, and begins again. */
export interface Start {
  /**
   * Chooses a backend, loads the model and classifies the first photo; failures end in status `error`, from which
   * it may be called again.
   */
  readonly start: () => Promise<void>;
  /** Starts the backend that the settings ask for. */
  readonly startBackend: () => Promise<void>;
  /** Settles when the newest start is over, whatever became of it. */
  readonly started: () => Promise<unknown>;
}

export function createStart(options: StartOptions): Start {
  const { port, store, baseUrl, keeps, takeEarly, notices, activity, photo, models } = options;
  const { getState, setState } = store;
  const { notify, tell } = notices;
  let starting: Promise<unknown> = Promise.resolve();
  let starts = 0;

  function onEvent(event: EngineEvent): void {
    if (event.type === 'progress') setState({ progress: event.progress });
    else if (event.type === 'backend') setState({ backendInfo: event.backend });
    else if (event.type === 'slow') notify(SLOW);
    else if (event.type === 'notice') {
      if (keeps || event.notice.code !== 'not-kept') notify({ kind: 'note', ...event.notice });
    } else {
      photo.lose();
      setState({ status: 'error', backendInfo: null, vheat: null, vit: null, progress: null });
      notify({ kind: 'error', ...event.reason });
    }
  }

  async function startBackend(): Promise<void> {
    const modelsUrl = new URL('models/', baseUrl).href;
    const forced = getState().backend;
    const backendInfo = await port.start({ forced, modelsUrl }, onEvent, takeEarly());
    setState({ backendInfo });
  }

  async function startNow(): Promise<void> {
    const mine = ++starts;
    // What an engine that died said last stays on screen until it is begun again.
    if (getState().backendInfo === null) setState({ classifier: null, image: null, result: null });
    notices.clearErrors();
    setState({ status: 'loading' });
    try {
      const samples = photo.fetchSamples().catch((error: unknown) => {
        notify({ kind: 'error', ...asMessage(error) });
      });
      await startBackend();
      notices.dismiss(SLOW.code);
      setState({ catalog: await port.catalog() });
      await models.loadFirst(models.ask(getState().model));
      await samples;
      // A photo that was dropped while the model loaded is what the user wants to see.
      if (await photo.held()) await photo.refresh();
      else if (!(await photo.reopen().catch(tell)))
        await photo.showFirst().catch((error: unknown) => {
          setState({ sample: null, photo: null });
          tell(error);
        });
      if (getState().images === 'own' && getState().ownPhotos.length === 0) {
        setState({ images: 'current' });
        notify({ kind: 'note', code: 'photos-missing', params: {} });
      }
      setState({ status: activity.status() });
    } catch (error) {
      if (mine !== starts) return; // another start took over
      const failure = asMessage(error);
      setState({ status: 'error', progress: null });
      notify({ kind: 'error', ...failure });
      throw rejection(failure);
    }
  }

  return {
    start() {
      const work = startNow();
      starting = work.catch(() => undefined);
      return work;
    },
    startBackend,
    started: () => starting,
  };
}
