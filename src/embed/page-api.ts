import * as v from 'valibot';
import { acceptSettings } from '../state/accept.ts';
import {
  MODEL_CHOICES,
  settingsOf,
  type Explorer,
  type ExplorerState,
  type ModelChoices,
  type ModelReport,
  type Status,
} from '../state/explorer.ts';
import { AppError } from '../state/messages.ts';
import { kindsOf, type MeasuredRobustness } from '../state/robustness.ts';
import { topPredictions, type Prediction } from '../state/prediction.ts';
import type { Settings } from '../state/settings.ts';
import { wholeName } from '../state/sniff-file.ts';
import { publishedSquares } from '../state/studies.ts';
import {
  CHECKPOINT,
  IMAGE,
  MEASUREMENT,
  PLACE,
  QUESTION,
  readArgument,
  SETTINGS_GIVEN,
} from './arguments.ts';
import { ApiError, type Unfit } from './messages.ts';
import { spoken, type Say } from './spoken.ts';

interface Events {
  status: Status;
  state: Settings;
  predictions: readonly Prediction[];
  /** The heat is drawn at another time: each frame while it plays, each step of the slider. */
  frame: { t: number };
  error: { code: string; message: string };
}

/** What was recognised in a checkpoint, as plain JSON; its notes in words. */
export type SpokenReport = Omit<ModelReport, 'notes'> & { readonly notes: readonly string[] };

/** The embedding API of the page, `window.vheat`. Every rejection carries `{code, message}`. */
export interface PageApi {
  /** Resolves once a network is loaded and the first photo classified; rejects when none can run. */
  ready(): Promise<void>;
  /**
   * Like dropping the image: it becomes the current one. Top 5, best first; `fits` tells whether any class may fit, null
   * where nobody has measured how to tell. Rejects with code `no-classifier` where the network is a backbone.
   */
  classify(image: Blob | string): Promise<{
    predictions: Prediction[];
    fits: boolean | null;
    milliseconds: number;
    backend: string;
    model: string;
  }>;
  /**
   * Like dropping the checkpoint: a vHeat or a ViT takes its slot and becomes the classifier. Settles after the photo
   * shown is classified by it.
   * @param file a list of Files for a checkpoint in parts, with or without its index
   * @param name as the picker shows it; a File's own by default
   */
  open(
    file: Blob | readonly File[],
    name?: string,
    choices?: ModelChoices | null,
  ): Promise<SpokenReport>;
  /** Activations of one heat operator for the current photo; stage and block count from 0. */
  capture(place: { stage: number; block: number }): Promise<{
    shape: readonly [number, number, number];
    u0: Float32Array;
    k: Float32Array;
    gate: Float32Array;
    ut: Float32Array;
  }>;
  /**
   * Effective receptive field by gradient: raw mean contribution A at input resolution, row by row, and area ratios
   * as published (squares around the middle of the picture) for 20, 30, 50 and 99 %, null = not reached. By default the last stage (ViT: the last block), the cell
   * ⌊n/2⌋, ⌊n/2⌋ and the current image.
   */
  field(question: {
    network: 'vheat' | 'vit';
    stage?: number;
    cell?: [row: number, column: number];
    images?: 'current' | 'samples';
  }): Promise<{
    height: number;
    width: number;
    data: Float32Array;
    ratios: { log10: (number | null)[]; pow02: (number | null)[] };
  }>;
  /**
   * How often a network is right on pictures whose classes are known, undisturbed and disturbed, with time and diffusivity
   * as they are set; the current image stays. A newer call ends an older one.
   * @param question.disturb all disturbances that mean something to the network by default
   * @returns by disturbance, accuracy and standard error 0…1 at each amount in its own unit; `skipped` pictures could not
   *   be opened
   */
  robustness(question: {
    network: 'vheat' | 'vit';
    pictures: { image: Blob | string; label: number }[];
    disturb?: Settings['disturb'][];
  }): Promise<MeasuredRobustness>;
  /** Tensors the engine holds now: what comes and goes must leave this number as it was. */
  memory(): Promise<{ tensors: number; bytes: number }>;
  state(): Settings;
  /** Changes settings by the same rules as the address; settles after the re-run this causes. */
  setState(partial: Record<string, unknown>): Promise<void>;
  /** @returns a function that ends the subscription */
  on<E extends keyof Events>(event: E, listener: (value: Events[E]) => void): () => void;
}

/** A listener of somebody else's: what it throws is reported, and nobody else notices. */
function harmless<T>(listener: (value: T) => void): (value: T) => void {
  return (value) => {
    try {
      listener(value);
    } catch (error) {
      reportError(error);
    }
  };
}

/**
 * Builds the page API on the app's state.
 * @param say makes the sentences of errors
 */
export function createPageApi(explorer: Explorer, say: Say): PageApi {
  const { store } = explorer;

  const bad = (of: 'field' | 'robustness') => (unfit: Unfit) =>
    new ApiError('bad-question', { of, ...unfit });

  /** Does the work; its failures all carry a code and a sentence. */
  function told<T>(work: () => Promise<T>): Promise<T> {
    return work().catch((error: unknown) => {
      throw spoken(error, say);
    });
  }

  // Fields asked for by programs replace neither each other nor those of a view.
  let fieldsAsked = 0;

  function watch<T>(select: (s: ExplorerState) => T, listener: (value: T) => void): () => void {
    return store.subscribe((state, previous) => {
      const value = select(state);
      if (value !== select(previous)) listener(value);
    });
  }

  function lastError(state: ExplorerState) {
    return state.notices.findLast((n) => n.kind === 'error');
  }

  const subscribe: { [E in keyof Events]: (l: (value: Events[E]) => void) => () => void } = {
    status: (listener) => watch((s) => s.status, listener),
    state: (listener) =>
      store.subscribe((state, previous) => {
        const settings = settingsOf(state);
        const before = settingsOf(previous);
        const keys = Object.keys(settings) as (keyof Settings)[];
        if (keys.some((key) => settings[key] !== before[key])) listener(settings);
      }),
    predictions: (listener) =>
      watch(
        (s) => s.result,
        (result) => {
          const { classifier } = store.getState();
          if (result !== null && classifier?.head.task === 'classify')
            listener(topPredictions(result, classifier.head));
        },
      ),
    frame: (listener) =>
      watch(
        (s) => s.t,
        (t) => listener({ t }),
      ),
    error: (listener) =>
      watch(lastError, (notice) => {
        if (notice !== undefined) listener({ code: notice.code, message: say(notice) });
      }),
  };

  return {
    ready: () =>
      new Promise((resolve, rejectReady) => {
        const check = (state: ExplorerState) => {
          if (state.status === 'loading') return false;
          if (state.status === 'error') {
            rejectReady(spoken(lastError(state) ?? new AppError('no-network'), say));
          } else resolve();
          return true;
        };
        if (check(store.getState())) return;
        const end = store.subscribe((state) => {
          if (check(state)) end();
        });
      }),

    classify: (given) =>
      told(async () => {
        const image = readArgument(IMAGE, given, (unfit) => new ApiError('bad-image', unfit));
        const source = typeof image === 'string' ? { url: image } : { blob: image };
        const title = image instanceof File ? image.name : 'picture';
        await explorer.openImage(source, title, 'page');
        const { result, classifier, backendInfo } = store.getState();
        if (classifier?.head.task === 'features')
          throw new ApiError('no-classifier', { asked: 'predictions', network: classifier.name });
        if (result === null || classifier === null) throw new ApiError('not-ready');
        return {
          predictions: topPredictions(result, classifier.head),
          fits: result.fits,
          milliseconds: result.milliseconds,
          backend: backendInfo?.name ?? '',
          model: classifier.id,
        };
      }),

    open: (given, name, options) =>
      told(async () => {
        const badOption = (argument: 'name' | 'options') => (unfit: Unfit) =>
          new ApiError('bad-options', { argument, ...unfit });
        const file = readArgument(CHECKPOINT, given, (unfit) => new ApiError('bad-file', unfit));
        const title = readArgument(v.optional(v.string()), name, badOption('name'));
        const choices = readArgument(MODEL_CHOICES, options ?? {}, badOption('options'));
        const first = file instanceof Blob ? file : file[0];
        const own = first instanceof File ? first.name : 'checkpoint';
        const whole = file instanceof Blob ? null : wholeName(own);
        const report = await explorer.models.open(file, title ?? whole ?? own, choices, 'page');
        return { ...report, notes: report.notes.map(say) };
      }),

    capture: (given) =>
      told(async () => {
        const place = readArgument(PLACE, given, (unfit) => new ApiError('bad-place', unfit));
        return explorer.capture(place);
      }),

    field: (given) =>
      told(async () => {
        const question = readArgument(QUESTION, given, bad('field'));
        const { network, stage, cell, images = 'current' } = question;
        if (store.getState()[network] === null) await explorer.studies.loadCompanions([network]);
        const result = await explorer.studies.receptiveField(`api ${String(++fieldsAsked)}`, {
          network,
          stage: stage ?? null,
          cell: cell ?? null,
          images,
          trained: true,
        });
        const { height, width, data } = result.field;
        const ratios = (rule: 'log10' | 'pow02') =>
          publishedSquares(result, rule).map((square) => square?.ratio ?? null);
        return { height, width, data, ratios: { log10: ratios('log10'), pow02: ratios('pow02') } };
      }),

    robustness: (given) =>
      told(async () => {
        const { network, pictures, disturb } = readArgument(MEASUREMENT, given, bad('robustness'));
        if (store.getState()[network] === null) await explorer.studies.loadCompanions([network]);
        const labelled = pictures.map(({ image, label }) => ({
          source: typeof image === 'string' ? { url: image } : { blob: image },
          label,
        }));
        const kinds = disturb ?? kindsOf({ architecture: network });
        return explorer.robustness.measure(network, kinds, labelled);
      }),

    memory: () => told(() => explorer.memory()),
    state: () => settingsOf(store.getState()),

    setState: (given) =>
      told(async () => {
        const partial = readArgument(
          SETTINGS_GIVEN,
          given,
          (unfit) => new ApiError('bad-state', unfit),
        );
        const { accepted, refused } = acceptSettings(partial);
        if (refused.length > 0) throw new ApiError('bad-state', { refused });
        await explorer.set(accepted);
      }),

    on(event, listener) {
      const names = Object.keys(subscribe) as (typeof event)[];
      try {
        readArgument(
          v.picklist(names),
          event,
          (unfit) => new ApiError('bad-event', { of: 'on', ...unfit }),
        );
        readArgument(v.function(), listener, (unfit) => new ApiError('bad-listener', unfit));
      } catch (error) {
        throw spoken(error, say);
      }
      return subscribe[event](harmless(listener));
    },
  };
}
