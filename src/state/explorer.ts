import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  Assumption,
  BackendInfo,
  Capture,
  CatalogEntry,
  Classification,
  EngineEvent,
  EnginePort,
  ImageInfo,
  ImageSource,
  MemoryInfo,
  Knobs,
  ModelInfo,
  Progress,
  VHeatInfo,
  VitInfo,
} from '../engine/port.ts';
import { createActivity } from './activity.ts';
import { NOT_MEASURED, type Benchmark } from './benchmark.ts';
import { AS_TRAINED, knobsOf, placeOfKnobs, sameEffect, withKnobPlace } from './knobs.ts';
import { createModels, type Models, type Refusal } from './models.ts';
import { DEFAULTS, defaultsOf, SETTING_KEYS, withBeginnings, type Settings } from './settings.ts';
import { createNotices, type Notice } from './notices.ts';
import { createPhoto, type Sample } from './photo.ts';
import { asPortError, rejection } from './port-error.ts';
import { createStudies, type Studies } from './studies.ts';

export type Status = 'loading' | 'ready' | 'running' | 'error';

/** What is known besides the settings. The photo and its result always change together. */
export interface Findings {
  readonly status: Status;
  readonly backendInfo: BackendInfo | null;
  readonly catalog: readonly CatalogEntry[];
  readonly samples: readonly Sample[];
  /** The network in each slot; `classifier` is the one that classifies. */
  readonly vheat: VHeatInfo | null;
  readonly vit: VitInfo | null;
  readonly classifier: ModelInfo | null;
  readonly image: ImageInfo | null;
  readonly imageTitle: string;
  readonly result: Classification | null;
  readonly progress: Progress | null;
  readonly notices: readonly Notice[];
  /** The model whose file the user may want to keep for the next visit. */
  readonly offered: string | null;
  /** The choice that somebody comes to the models for. */
  readonly sought: Assumption | null;
  /** The last checkpoint that could not be opened, until another is. */
  readonly refusal: Refusal | null;
  /** Address of a model that a link names on a stranger's host; nothing is fetched from there before the user says so. */
  readonly asked: string | null;
  /** Cost of heat and attention, measured on this device. */
  readonly benchmark: Benchmark;
}

export type ExplorerState = Settings & Findings;

/** The app without its looks: the store, and everything a view or an embedder can ask for. */
export interface Explorer {
  readonly store: StoreApi<ExplorerState>;
  /**
   * Chooses a backend, loads the model and classifies the first photo; failures end in status `error`, from which
   * it may be called again.
   */
  start(): Promise<void>;
  /** Opens and classifies a photo. Rejects with a PortError, code `superseded` if a newer photo came first. */
  openImage(source: ImageSource, title: string): Promise<void>;
  /** Changes settings; settles after the re-run this causes. */
  set(settings: Partial<Settings>): Promise<void>;
  /** As `set`, for what a link says: a model on a stranger's host is asked for first. */
  follow(settings: Partial<Settings>): Promise<void>;
  /** Time and diffusivity back to what was learned. */
  resetKnobs(): Promise<void>;
  /** Every setting back to its default, notices gone. */
  resetAll(): Promise<void>;
  /** One heat operator on the current photo, with the current knobs unless told others. */
  capture(place: { stage: number; block: number }, knobs?: Knobs): Promise<Capture>;
  /** What the network would say with other knobs; neither shown nor remembered. */
  whatIf(knobs: Knobs): Promise<Classification>;
  /** Heat beside attention, receptive fields and their cost. */
  readonly studies: Studies;
  /** Opening, choosing, keeping and forgetting networks. */
  readonly models: Models;
  cancelLoad(): Promise<void>;
  memory(): Promise<MemoryInfo>;
  notify(notice: Notice): void;
  dismiss(code: string): void;
}

export interface ExplorerOptions {
  readonly port: EnginePort;
  readonly settings: Partial<Settings>;
  /** Address of the folder that holds `models/` and `samples/`, with a closing slash. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
}

const SLOW: Notice = {
  kind: 'note',
  code: 'engine-slow',
  message:
    'The program that runs the network takes long to arrive: the connection is slow, or broken.',
};

const CHOSEN_AT_START = ['backend', 'model', 'sample'] as const;

/** Builds the app around an engine; nothing runs before {@link Explorer.start}. */
export function createExplorer({ port, settings, baseUrl, fetch }: ExplorerOptions): Explorer {
  const store = createStore<ExplorerState>(() => ({
    ...defaultsOf(settings.view ?? DEFAULTS.view),
    ...settings,
    status: 'loading',
    backendInfo: null,
    catalog: [],
    samples: [],
    vheat: null,
    vit: null,
    classifier: null,
    image: null,
    imageTitle: '',
    result: null,
    progress: null,
    notices: [],
    offered: null,
    sought: null,
    refusal: null,
    asked: null,
    benchmark: NOT_MEASURED,
  }));
  const { getState, setState } = store;

  const notices = createNotices(store);
  const { notify, dismiss, tell, fail } = notices;

  function onEvent(event: EngineEvent): void {
    if (event.type === 'progress') setState({ progress: event.progress });
    else if (event.type === 'backend') setState({ backendInfo: event.backend });
    else if (event.type === 'slow') notify(SLOW);
    else if (event.type === 'notice')
      notify({ kind: 'note', code: event.code, message: event.message });
    else {
      photo.lose();
      const { code, message } = event;
      setState({ status: 'error', backendInfo: null, vheat: null, vit: null, progress: null });
      notify({ kind: 'error', code, message });
    }
  }

  const activity = createActivity(store);
  const { during } = activity;
  const common = { port, store, notices, during };
  const photo = createPhoto({ ...common, baseUrl, fetch });

  async function adopt(info: ModelInfo): Promise<void> {
    setState(info.architecture === 'vheat' ? { vheat: info } : { vit: info });
    clampPlace();
    await photo.classifyBy(info);
  }

  const { models, load, loadFirst, ask, trust } = createModels({ ...common, baseUrl, adopt });

  /** Stages, blocks and channels of a link may not exist in this network. */
  function clampPlace(): void {
    const state = getState();
    const { vheat, channel, knobStage, knobBlock } = state;
    if (vheat === null) return;
    const inside = (place: { stage: number; block: number }) => {
      const stage = Math.min(place.stage, vheat.stages.length - 1);
      return { stage, block: Math.min(place.block, vheat.stages[stage].meanK.length - 1) };
    };
    const { stage, block } = inside(state);
    const knobs = inside(placeOfKnobs(state));
    const clamped: Partial<Settings> = {
      stage,
      block,
      channel: Math.min(channel, vheat.stages[stage].channels - 1),
      knobStage: knobStage && knobs.stage,
      knobBlock: knobBlock && knobs.block,
    };
    const keys = Object.keys(clamped) as (keyof Settings)[];
    if (keys.some((key) => clamped[key] !== state[key])) setState(clamped);
  }

  /**
   * What the start chooses itself can be changed only after it; the rest changes at once.
   */
  async function setWhileLoading(change: Partial<Settings>): Promise<void> {
    const before = getState();
    const entries = Object.entries(change);
    const isLater = ([key]: [string, unknown]) => CHOSEN_AT_START.some((k) => k === key);
    const now = Object.fromEntries(entries.filter((e) => !isLater(e)));
    setState(withKnobPlace(withBeginnings(now, before), before));
    clampPlace();
    const opened = photo.opened();
    await starting;
    const { sample, ...rest }: Partial<Settings> = Object.fromEntries(entries.filter(isLater));
    // No sample is the start's own choice, and a photo that was opened since is the user's newer one.
    const isWanted = sample != null && photo.opened() === opened;
    const later = isWanted ? { ...rest, sample } : rest;
    if (getState().status === 'loading') setState(later);
    else {
      await set(later);
      if (!sameEffect(before, getState())) await photo.refresh();
    }
  }

  async function set(change: Partial<Settings>): Promise<void> {
    const before = getState();
    if (before.status === 'loading') return setWhileLoading(change);
    setState(withKnobPlace(withBeginnings(change, before), before));
    clampPlace();
    const after = getState();
    try {
      if (after.backend !== before.backend)
        await during(async () => {
          await startBackend();
          await photo.refresh();
        });
      if (after.model !== before.model) {
        await load(after.model).catch((error: unknown) => {
          if (getState().model === after.model) setState({ model: before.model });
          throw error;
        });
      }
      if (after.sample !== before.sample && after.sample !== null) {
        notices.succeeded();
        await photo.showSample(after.sample).catch((error: unknown) => {
          if (getState().sample === after.sample) setState({ sample: before.sample });
          throw error;
        });
      } else if (!sameEffect(before, after)) await photo.refresh();
    } catch (error) {
      fail(error);
    }
  }

  async function startBackend(): Promise<void> {
    const modelsUrl = new URL('models/', baseUrl).href;
    const backendInfo = await port.start({ forced: getState().backend, modelsUrl }, onEvent);
    setState({ backendInfo });
  }

  let starting: Promise<unknown> = Promise.resolve();
  let starts = 0;

  function start(): Promise<void> {
    const work = startNow();
    starting = work.catch(() => undefined);
    return work;
  }

  async function startNow(): Promise<void> {
    const mine = ++starts;
    // What an engine that died said last stays on screen until it is begun again.
    if (getState().backendInfo === null) setState({ classifier: null, result: null });
    notices.clearErrors();
    setState({ status: 'loading' });
    try {
      const samples = photo.fetchSamples().catch((error: unknown) => {
        notify({ kind: 'error', ...asPortError(error) });
      });
      await startBackend();
      dismiss(SLOW.code);
      setState({ catalog: await port.catalog() });
      await loadFirst(ask(getState().model));
      await samples;
      // A photo that was dropped while the model loaded is what the user wants to see.
      if (await photo.held()) await photo.refresh();
      else if (!(await photo.reopen().catch(tell)))
        await photo.showSample(getState().sample).catch((error: unknown) => {
          setState({ sample: null });
          tell(error);
        });
      setState({ status: activity.status() });
    } catch (error) {
      if (mine !== starts) return; // another start took over
      const failure = asPortError(error);
      setState({ status: 'error', progress: null });
      notify({ kind: 'error', ...failure });
      throw rejection(failure);
    }
  }

  return {
    store,
    start,
    openImage: photo.open,
    set(settings) {
      if (settings.model != null) trust(settings.model);
      return set(settings);
    },
    follow: ({ model, ...settings }) =>
      set(model === undefined ? settings : { ...settings, model: ask(model) }),
    resetKnobs: () => set(AS_TRAINED),
    async resetAll() {
      setState({ notices: [] });
      const { theme, lang, embed, hide } = getState();
      await set({
        ...DEFAULTS,
        theme,
        lang,
        embed,
        hide,
        sample: getState().samples.at(0)?.id ?? null,
      });
    },
    capture: (place, knobs) => port.capture(place, knobs ?? knobsOf(getState())),
    whatIf: (knobs) => port.whatIf(knobs),
    models,
    studies: createStudies({ port, store, sampleUrl: photo.sampleUrl, onLoad: clampPlace }),
    cancelLoad: () => port.cancelLoad(),
    memory: () => port.memory(),
    notify,
    dismiss,
  };
}

/** The settings alone. */
export function settingsOf(state: ExplorerState): Settings {
  return Object.fromEntries(SETTING_KEYS.map((key) => [key, state[key]])) as unknown as Settings;
}

export { asPortError } from './port-error.ts';

/** Types of the engine that the state hands on to views. */
export type {
  Assumption,
  Attention,
  BackendInfo,
  Capture,
  CatalogEntry,
  Classification,
  Field2D,
  FieldKind,
  ImageInfo,
  ImageSource,
  Knobs,
  LayerDistance,
  LayerTiming,
  ModelChoices,
  ModelInfo,
  ModelReport,
  Pixels,
  Progress,
  ReceptiveField,
  Rgb,
  TimedPart,
  VHeatInfo,
  VitInfo,
} from '../engine/port.ts';
