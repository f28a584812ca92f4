import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  Assumption,
  BackendInfo,
  CatalogEntry,
  CheckpointFile,
  Classification,
  Evidence,
  ImageInfo,
  LayerTiming,
  ModelChoices,
  ModelInfo,
  Progress,
  VHeatInfo,
  VitInfo,
} from '../engine/port.ts';
import type { Lang } from './lang.ts';
import type { Beforehand } from './beforehand.ts';
import type { Message } from './messages.ts';
import type { Notice } from './notices.ts';
import type { PanelName } from './panel-name.ts';
import { DEFAULTS, defaultsOf, SETTING_KEYS, type Settings } from './settings.ts';

export type Status = 'loading' | 'ready' | 'running' | 'error';

/** A photo that comes with the app. */
export interface Sample {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly alt: string;
  /** Title and text alternative in other languages than English. */
  readonly translations?: Partial<Record<Lang, Pick<Sample, 'title' | 'alt'>>>;
  readonly credit: string;
  readonly licence: string;
  readonly source: string;
}

/** A checkpoint that could not be opened; the file is kept so that it can be tried with other choices. */
export interface Refusal {
  readonly reason: Message;
  readonly file: CheckpointFile;
  readonly name: string;
  readonly choices: ModelChoices;
}

/** What this device takes for heat and attention, as far as it is measured. */
export interface Benchmark {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly timings: readonly LayerTiming[];
  /** What it was measured on; null before the first measurement. */
  readonly backend: BackendInfo | null;
  /** Why it failed. */
  readonly problem: Message | null;
}

const NOT_MEASURED: Benchmark = {
  state: 'idle',
  timings: [],
  backend: null,
  problem: null,
};

/** How robust a network is on the user's own pictures, as far as it is measured. */
export interface Robustness {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** The network that is or was measured; null before the first measurement. */
  readonly network: ModelInfo | null;
  /** Pictures to look at, those looked at, and those that could not be opened. */
  readonly total: number;
  readonly pictures: number;
  readonly skipped: number;
  readonly curves: Evidence['curves'];
  /** Folders whose pictures were left out because they name no class. */
  readonly unknown: readonly string[];
  /** One sentence where it failed. */
  readonly problem: Message | null;
}

/** A measurement that has just begun. */
export const NOTHING_MEASURED = { pictures: 0, skipped: 0, curves: {} } as const;

/** Where a photo or checkpoint comes from: the app itself, the user, or a page that embeds the app. */
export type Owner = 'app' | 'user' | 'page';

/** What is known besides the settings. The photo and its result always change together; of a backbone there is none. */
export interface Findings {
  readonly status: Status;
  readonly backendInfo: BackendInfo | null;
  readonly catalog: readonly CatalogEntry[];
  readonly samples: readonly Sample[];
  /** Null where it is not here, or not yet. */
  readonly beforehand: Beforehand | null;
  /** The network in each slot; `classifier` is the one that classifies. */
  readonly vheat: VHeatInfo | null;
  readonly vit: VitInfo | null;
  readonly classifier: ModelInfo | null;
  readonly image: ImageInfo | null;
  readonly imageTitle: string;
  /** Whose the photo is that is shown or on its way. */
  readonly photoOwner: Owner;
  /** Ids of opened checkpoints that an embedding page sent; all others are the user's own. */
  readonly sentModels: readonly string[];
  /** Photos of the user's own that receptive fields are averaged over while `images` says so. */
  readonly ownPhotos: readonly File[];
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
  /** Accuracy on disturbed pictures of the user's own. */
  readonly robustness: Robustness;
  /** The panel that the tour speaks of. */
  readonly point: PanelName | null;
  /** What a frame has room for: everything, one panel, or one map alone. */
  readonly room: Room;
}

export type Room = 'all' | 'panel' | 'map';

export type ExplorerState = Settings & Findings;

export type ExplorerStore = StoreApi<ExplorerState>;

/** The state of an app that has not started. */
export function createExplorerStore(settings: Partial<Settings>): ExplorerStore {
  return createStore<ExplorerState>(() => ({
    ...defaultsOf(settings.view ?? DEFAULTS.view),
    ...settings,
    status: 'loading',
    backendInfo: null,
    catalog: [],
    samples: [],
    beforehand: null,
    vheat: null,
    vit: null,
    classifier: null,
    image: null,
    imageTitle: '',
    photoOwner: 'app',
    sentModels: [],
    ownPhotos: [],
    result: null,
    progress: null,
    notices: [],
    offered: null,
    sought: null,
    refusal: null,
    asked: null,
    benchmark: NOT_MEASURED,
    robustness: {
      ...NOTHING_MEASURED,
      state: 'idle',
      network: null,
      total: 0,
      unknown: [],
      problem: null,
    },
    point: null,
    room: 'all',
  }));
}

/** The settings alone. */
export function settingsOf(state: ExplorerState): Settings {
  return Object.fromEntries(SETTING_KEYS.map((key) => [key, state[key]])) as unknown as Settings;
}
