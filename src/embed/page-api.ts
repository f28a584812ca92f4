import * as v from 'valibot';
import {
  settingsOf,
  type Explorer,
  type ExplorerState,
  type ModelReport,
  type Status,
} from '../state/explorer.ts';
import { asPortError } from '../state/port-error.ts';
import { topPredictions, type Prediction } from '../state/prediction.ts';
import { acceptSettings, type Settings } from '../state/settings.ts';
import { wholeName } from '../state/sniff-file.ts';
import { publishedSquares } from '../state/studies.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const triple = v.tuple([v.number(), v.number(), v.number()]);

/** What tensors cannot say, as `open` takes it. */
const CHOICES = v.strictObject({
  heads: v.optional(count),
  grid: v.optional(v.tuple([count, count])),
  postNorm: v.optional(v.boolean()),
  inputSize: v.optional(count),
  resize: v.optional(v.picklist(['zero-pad', 'bicubic'])),
  mean: v.optional(triple),
  std: v.optional(triple),
  labels: v.optional(v.array(v.string())),
  variant: v.optional(v.string()),
});

interface Events {
  status: Status;
  state: Settings;
  predictions: readonly Prediction[];
  /** The heat is drawn at another time: each frame while it plays, each step of the slider. */
  frame: { t: number };
  error: { code: string; message: string };
}

/** The embedding API of the page, `window.vheat`. Every rejection carries `{code, message}`. */
export interface PageApi {
  /** Resolves once a network is loaded and the first photo classified; rejects when none can run. */
  ready(): Promise<void>;
  /** Like dropping the image: it becomes the current one. Top 5, best first. */
  classify(image: Blob | string): Promise<{
    predictions: Prediction[];
    milliseconds: number;
    backend: string;
    model: string;
  }>;
  /**
   * Like dropping the checkpoint: a vHeat or a ViT takes its slot and becomes the classifier. Settles after the photo
   * shown is classified by it.
   * @param file a list of Files for a checkpoint in parts, with or without its index
   * @param name as the picker shows it; a File's own by default
   * @returns what was recognised, as plain JSON
   */
  open(
    file: Blob | readonly File[],
    name?: string,
    choices?: v.InferInput<typeof CHOICES> | null,
  ): Promise<ModelReport>;
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
  /** Tensors the engine holds now: what comes and goes must leave this number as it was. */
  memory(): Promise<{ tensors: number; bytes: number }>;
  state(): Settings;
  /** Changes settings by the same rules as the address; settles after the re-run this causes. */
  setState(partial: Record<string, unknown>): Promise<void>;
  /** @returns a function that ends the subscription */
  on<E extends keyof Events>(event: E, listener: (value: Events[E]) => void): () => void;
}

function isFiles(file: unknown): file is readonly File[] {
  return Array.isArray(file) && file.length > 0 && file.every((part) => part instanceof File);
}

function reject(code: string, message: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(message), { code }));
}

/** Builds the page API on the app's state. */
export function createPageApi(explorer: Explorer): PageApi {
  const { store } = explorer;
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
          if (result !== null && classifier !== null) listener(topPredictions(result, classifier));
        },
      ),
    frame: (listener) =>
      watch(
        (s) => s.t,
        (t) => listener({ t }),
      ),
    error: (listener) =>
      watch(lastError, (notice) => {
        if (notice !== undefined) listener({ code: notice.code, message: notice.message });
      }),
  };

  return {
    ready: () =>
      new Promise((resolve, rejectReady) => {
        const check = (state: ExplorerState) => {
          if (state.status === 'loading') return false;
          if (state.status === 'error') {
            const error = lastError(state) ?? asPortError('No network can run here.');
            rejectReady(Object.assign(new Error(error.message), { code: error.code }));
          } else resolve();
          return true;
        };
        if (check(store.getState())) return;
        const end = store.subscribe((state) => {
          if (check(state)) end();
        });
      }),

    async classify(image) {
      const source = typeof image === 'string' ? { url: image } : { blob: image };
      const title = image instanceof File ? image.name : 'picture';
      await explorer.openImage(source, title);
      const { result, classifier, backendInfo } = store.getState();
      if (result === null || classifier === null)
        return reject('not-ready', 'No network is loaded yet: wait for ready().');
      return {
        predictions: topPredictions(result, classifier),
        milliseconds: result.milliseconds,
        backend: backendInfo?.name ?? '',
        model: classifier.id,
      };
    },

    open(file, name, choices) {
      const parts = isFiles(file) ? file : null;
      if (!parts && !(file instanceof Blob))
        return reject(
          'bad-file',
          'open() takes a File or a Blob as its first argument, or a list of Files that are the parts of one.',
        );
      const checked = v.safeParse(CHOICES, choices ?? {});
      if (!checked.success) {
        const [issue] = checked.issues;
        return reject(
          'bad-options',
          `The options of open() do not fit: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}.`,
        );
      }
      const alone = file instanceof File ? file.name : 'checkpoint';
      const given = parts ? (wholeName(parts[0].name) ?? parts[0].name) : alone;
      return explorer.models.open(file, name ?? given, checked.output);
    },

    capture: (place) => explorer.capture(place),
    async field({ network, stage, cell, images = 'current' }) {
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
    },

    memory: () => explorer.memory(),
    state: () => settingsOf(store.getState()),

    setState(partial) {
      const { accepted, refused } = acceptSettings(partial);
      if (refused.length > 0)
        return reject(
          'bad-state',
          `These settings are unknown or out of range: ${refused.join(', ')}.`,
        );
      return explorer.set(accepted);
    },

    on: (event, listener) => subscribe[event](listener),
  };
}
