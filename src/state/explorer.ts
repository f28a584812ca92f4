import type {
  Capture,
  Classification,
  EarlyFile,
  EnginePort,
  ImageSource,
  Knobs,
  MemoryInfo,
  ModelInfo,
} from '../engine/port.ts';
import { createActivity } from './activity.ts';
import { AS_TRAINED, knobsOf } from './knobs.ts';
import { createModels, type Models } from './models.ts';
import { createNotices, type Notice } from './notices.ts';
import { createPhoto } from './photo.ts';
import { clampPlace } from './place.ts';
import { createRobustness, type RobustnessActions } from './robustness.ts';
import { DEFAULTS, type Settings } from './settings.ts';
import { createSettingsActions } from './settings-actions.ts';
import { createStart, type Start } from './start.ts';
import { createExplorerStore, type ExplorerStore, type Owner } from './store.ts';
import { createStudies, type Studies } from './studies.ts';

/** The app without its looks: the store, and everything a view or an embedder can ask for. */
export interface Explorer {
  readonly store: ExplorerStore;
  readonly start: Start['start'];
  /** Opens and classifies a photo. Rejects with a PortError, code `superseded` if a newer photo came first. */
  openImage(source: ImageSource, title: string, owner?: Owner): Promise<void>;
  /** Changes settings; settles after the re-run this causes. */
  set(settings: Partial<Settings>): Promise<void>;
  /** As `set`, for what a link says: a model on a stranger's host is asked for first. */
  follow(settings: Partial<Settings>): Promise<void>;
  /** Averages receptive fields over photos of the user's own; without any, over the one shown. */
  averageOver(photos: readonly File[]): Promise<void>;
  /** Time and diffusivity back to what was learned. */
  resetKnobs(): Promise<void>;
  /** Every setting back to its default, notices gone. */
  resetAll(): Promise<void>;
  /** One heat operator on the current photo, with the current knobs unless told others. */
  capture(place: { stage: number; block: number }, knobs?: Knobs): Promise<Capture>;
  /** What the network would say with other knobs, one after the other; neither shown nor remembered. */
  whatIf(knobs: readonly Knobs[]): Promise<Classification[]>;
  /** Heat beside attention, receptive fields and their cost. */
  readonly studies: Studies;
  /** The networks on disturbed pictures. */
  readonly robustness: RobustnessActions;
  /** Opening, choosing, keeping and forgetting networks. */
  readonly models: Models;
  cancelLoad(): Promise<void>;
  /** What a link or a picture element of the page leads to for a file of the app, by its path in the app's folder. */
  address(path: string): string;
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
  /** Where the page itself finds a file of the app; below `baseUrl` unless told. */
  readonly address?: (path: string) => string;
  /**
   * Whether people come back to this page for what it keeps; true unless told. Where they do not, as in a frame, nobody
   * is told of storage or asked about it.
   */
  readonly keeps?: boolean;
  /** The weights that the page asked for before its program was here, once. */
  readonly takeEarly?: () => EarlyFile | null;
}

/** Builds the app around an engine; nothing runs before {@link Explorer.start}. */
export function createExplorer(options: ExplorerOptions): Explorer {
  const { port, settings, baseUrl, fetch } = options;
  const { address = (path: string) => new URL(path, baseUrl).href, keeps = true } = options;
  const { takeEarly = () => null } = options;
  const store = createExplorerStore(settings);
  const notices = createNotices(store);
  const activity = createActivity(store);
  const { during } = activity;
  const common = { port, store, notices, during, baseUrl, keeps };
  /** A network took a slot; what a link asks of it and it does not have is named once. */
  const arrived = (isFirst: boolean) => {
    const outside = clampPlace(store);
    if (isFirst && outside.length > 0)
      notices.notify({ kind: 'note', code: 'outside-network', params: { places: outside } });
  };
  const photo = createPhoto({ ...common, address, fetch });

  async function adopt(info: ModelInfo): Promise<void> {
    const isFirst = store.getState()[info.architecture] === null;
    store.setState(info.architecture === 'vheat' ? { vheat: info } : { vit: info });
    arrived(isFirst);
    await photo.classifyBy(info);
  }

  const models = createModels({ ...common, adopt });
  const start = createStart({ ...common, takeEarly, activity, photo, models });
  const set = createSettingsActions({ ...common, photo, load: models.load, start });

  return {
    store,
    start: start.start,
    openImage: (source, title, owner = 'user') => photo.open(source, title, owner),
    set(settings) {
      if (settings.model != null) models.trust(settings.model);
      return set(settings);
    },
    follow: ({ model, ...settings }) =>
      set(model === undefined ? settings : { ...settings, model: models.ask(model) }),
    averageOver(photos) {
      store.setState({ ownPhotos: photos });
      return set({ images: photos.length > 0 ? 'own' : 'current' });
    },
    resetKnobs: () => {
      const { t, k, kConst } = AS_TRAINED;
      return set({ t, k, kConst });
    },
    async resetAll() {
      store.setState({ notices: [] });
      const { theme, lang, embed, hide, only, samples } = store.getState();
      await set({
        ...DEFAULTS,
        theme,
        lang,
        embed,
        hide,
        only,
        sample: samples.at(0)?.id ?? null,
      });
    },
    capture: (place, knobs) => port.capture(place, knobs ?? knobsOf(store.getState())),
    whatIf: (knobs) => port.whatIf(knobs),
    models: models.models,
    studies: createStudies({
      port,
      store,
      sampleUrl: photo.sampleUrl,
      onLoad: () => arrived(true),
    }),
    robustness: createRobustness(port, store),
    cancelLoad: () => port.cancelLoad(),
    address,
    memory: () => port.memory(),
    notify: notices.notify,
    dismiss: notices.dismiss,
  };
}

export { asMessage } from './messages.ts';
export { settingsOf, type ExplorerState, type Refusal, type Status } from './store.ts';

/** What the state hands on of the engine's port. */
export { MODEL_CHOICES } from '../engine/port.ts';
export type {
  Assumption,
  Attention,
  Capture,
  CatalogEntry,
  Classification,
  Evidence,
  Field2D,
  FieldKind,
  ImageSource,
  Knobs,
  LayerDistance,
  LayerTiming,
  ModelChoices,
  ModelInfo,
  ModelReport,
  Pixels,
  ReceptiveField,
  Rgb,
  TimedPart,
  VHeatInfo,
  VitInfo,
} from '../engine/port.ts';
