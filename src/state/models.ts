import type {
  Assumption,
  CheckpointFile,
  EnginePort,
  ModelChoices,
  ModelInfo,
  ModelReport,
} from '../engine/port.ts';
import type { Activity } from './activity.ts';
import type { Notices } from './notices.ts';
import { AppError, asMessage } from './messages.ts';
import type { ExplorerStore, Owner } from './store.ts';

/** Which network classifies, where it comes from and how it is read. All reject with a PortError. */
export interface Models {
  /**
   * Opens a checkpoint: it takes its architecture's slot and becomes the classifier. On failure the one before
   * stays. A newer call supersedes an older one.
   */
  open(
    file: CheckpointFile,
    name: string,
    choices?: ModelChoices,
    owner?: Owner,
  ): Promise<ModelReport>;
  /** Reads the classifier again with some choices changed; `undefined` goes back to what the file says. */
  choose(change: ModelChoices): Promise<void>;
  /** Keeps an opened file in this browser for the next visit; says so where that is not possible. */
  keep(id: string): Promise<void>;
  /** Takes an opened or kept model out of the list; where it classifies, the embedded one takes over. */
  forget(id: string): Promise<void>;
  /** Puts the question away whether to keep the file. */
  decline(): void;
  closeRefusal(): void;
  /** Loads the model on a stranger's host that the link named. */
  acceptAsked(): Promise<void>;
  /** Fetches nothing from there. */
  declineAsked(): void;
  /** Keeps the embedded model of the other architecture for a visit without network; it is not loaded. */
  keepCompanion(): Promise<void>;
  /**
   * Keeps every model that comes with the app.
   * @param onProgress told of the bytes of them that are here, and of all
   * @returns whether all are kept
   */
  keepAll(onProgress: (loaded: number, total: number) => void): Promise<boolean>;
  /** Where the Models view brings its visitor: the choice of what was assumed; null when it is found. */
  seek(assumption: Assumption | null): void;
}

interface ModelOptions {
  readonly port: EnginePort;
  readonly store: ExplorerStore;
  /** Address of the app's folder. */
  readonly baseUrl: string;
  /** Whether to ask if an opened file shall be kept. */
  readonly keeps: boolean;
  readonly notices: Notices;
  /** The network that classifies from now on; resolves when the photo shown is classified by it. */
  readonly adopt: (info: ModelInfo) => Promise<void>;
  readonly during: Activity['during'];
}

/** The actions on models, and what starting the app needs of them. */
export interface ModelActions {
  readonly models: Models;
  /** Loads by id or address; null and what is unknown mean the first of the catalogue. */
  readonly load: (id: string | null) => Promise<void>;
  /** As `load`; a model that fails or a newer request is waited for, and the embedded model is the last resort. */
  readonly loadFirst: (id: string | null) => Promise<void>;
  /** What may be loaded of a link's model: where it is on a stranger's host, null, and the user is asked. */
  readonly ask: (id: string | null) => string | null;
  /** The user named this model, so no link needs to ask for it any more. */
  readonly trust: (id: string) => void;
}

/** Larger networks are fetched only when somebody wants them. */
const LARGEST_COMPANION = 16 * 2 ** 20;

export function createModels(options: ModelOptions): ModelActions {
  const { port, store, baseUrl, keeps, notices, adopt, during } = options;
  const { notify, dismiss, fail } = notices;
  const { getState, setState } = store;
  let newest: Promise<unknown> = Promise.resolve();
  const trusted = new Set<string>();
  /** The file opened last, for an engine that takes the place of the one that read it. */
  let file: { id: string; blob: CheckpointFile; name: string; choices: ModelChoices } | null = null;

  async function refreshCatalog(): Promise<void> {
    setState({ catalog: await port.catalog() });
  }

  /** Runs one way of getting a network and puts it to use. */
  function take(request: () => Promise<ModelInfo>): Promise<ModelInfo> {
    const work = during(async () => {
      const info = await request();
      const isFirst = getState().catalog.at(0)?.id === info.id;
      setState(({ offered }) => ({
        model: isFirst ? null : info.id,
        refusal: null,
        // Whoever goes on to another network has answered.
        offered: offered === info.id ? offered : null,
      }));
      if (file?.id === info.id) file = { ...file, choices: info.choices };
      await Promise.all([adopt(info), refreshCatalog()]);
      return info;
    });
    newest = work;
    return work;
  }

  async function load(id: string | null): Promise<void> {
    const { catalog } = getState();
    const first = catalog.at(0)?.id;
    if (first === undefined) throw new AppError('model-none');
    if (file !== null && file.id === id && !catalog.some((entry) => entry.id === id)) {
      const { blob, name, choices } = file;
      await take(() => port.open(blob, name, choices));
      return;
    }
    const known = id === null || /^https?:/i.test(id) || catalog.some((entry) => entry.id === id);
    if (!known) notify({ kind: 'note', code: 'model-unknown', params: { asked: 'link', id } });
    await take(() => port.load(known ? (id ?? first) : first));
  }

  /** Waits until no newer request is under way; whether the newest succeeded. */
  async function settled(): Promise<boolean> {
    for (;;) {
      const seen = newest;
      const succeeded = await seen.then(
        () => true,
        () => false,
      );
      if (seen === newest) return succeeded;
    }
  }

  async function loadFirst(id: string | null): Promise<void> {
    try {
      await load(id);
    } catch (error) {
      const reason = asMessage(error);
      if (reason.code === 'superseded') {
        // A file was opened while the app began; only if that fails is the embedded model needed.
        if (!(await settled())) await loadFirst(null);
        return;
      }
      if (id === null) throw error;
      if (reason.code !== 'cancelled')
        notify({ kind: 'note', code: 'model-replaced', params: { reason } });
      await loadFirst(null);
    }
  }

  async function open(
    blob: CheckpointFile,
    name: string,
    choices: ModelChoices,
    owner: Owner,
  ): Promise<ModelReport> {
    try {
      const info = await take(async () => {
        const read = await port.open(blob, name, choices);
        setState(({ sentModels }) => ({
          sentModels: [
            ...sentModels.filter((id) => id !== read.id),
            ...(owner === 'page' ? [read.id] : []),
          ],
        }));
        return read;
      });
      file = { id: info.id, blob, name, choices: info.choices };
      const kept = getState().catalog.some((entry) => entry.id === info.id && entry.kept);
      notices.succeeded();
      setState({ offered: kept || !keeps ? null : info.id });
      return info.report;
    } catch (error) {
      const reason = asMessage(error);
      if (reason.code !== 'superseded' && reason.code !== 'cancelled')
        setState({ refusal: { reason, file: blob, name, choices } });
      return fail(error);
    }
  }

  async function choose(change: ModelChoices): Promise<void> {
    const { classifier } = getState();
    if (classifier === null) return;
    try {
      const { labels } = change;
      const { head } = classifier;
      if (labels !== undefined && head.task !== 'classify')
        throw new AppError('no-classifier', { asked: 'labels', network: classifier.name });
      if (labels !== undefined && head.task === 'classify' && labels.length !== head.classes)
        throw new AppError('labels-count', {
          labels: labels.length,
          network: classifier.name,
          classes: head.classes,
        });
      await take(() => port.load(classifier.id, { ...classifier.choices, ...change }));
      notices.succeeded();
    } catch (error) {
      fail(error);
    }
  }

  function isStranger(id: string): boolean {
    if (!URL.canParse(id)) return false;
    const { protocol, origin } = new URL(id);
    return /^https?:$/.test(protocol) && origin !== new URL(baseUrl).origin && !trusted.has(id);
  }

  return {
    load,
    loadFirst,
    ask(id) {
      if (id === null || !isStranger(id)) return id;
      setState({ asked: id, model: null });
      return null;
    },
    trust: (id) => trusted.add(id),
    models: {
      open: (blob, name, choices = {}, owner = 'user') => open(blob, name, choices, owner),
      choose,
      async keep(id) {
        setState({ offered: null });
        const kept = await port.keepModel(id).catch(fail);
        if (!kept) notify({ kind: 'note', code: 'not-remembered', params: {} });
        await refreshCatalog();
      },
      async forget(id) {
        if (getState().offered === id) setState({ offered: null });
        if (getState().classifier?.id === id) await load(null).catch(fail);
        await port.forgetModel(id).catch(fail);
        await refreshCatalog();
      },
      decline: () => setState({ offered: null }),
      seek: (sought) => setState({ sought }),
      closeRefusal() {
        const { refusal } = getState();
        if (refusal) dismiss(refusal.reason.code);
        setState({ refusal: null });
      },
      async acceptAsked() {
        const { asked } = getState();
        if (asked === null) return;
        trusted.add(asked);
        setState({ asked: null });
        await load(asked).catch(fail);
      },
      declineAsked: () => setState({ asked: null }),
      async keepCompanion() {
        const { catalog, classifier } = getState();
        const companion = catalog.find(
          ({ origin, architecture, bytes }) =>
            origin === 'app' &&
            architecture !== classifier?.architecture &&
            bytes <= LARGEST_COMPANION,
        );
        if (companion) await port.prefetch(companion.id, () => undefined);
      },
      async keepAll(onProgress) {
        const own = getState().catalog.filter(({ origin }) => origin === 'app');
        const total = own.reduce((sum, { bytes }) => sum + bytes, 0);
        let before = 0;
        let kept = true;
        for (const { id, bytes } of own) {
          const start = before;
          kept = (await port.prefetch(id, (loaded) => onProgress(start + loaded, total))) && kept;
          before += bytes;
        }
        return kept;
      },
    },
  };
}
