import type { EnginePort, ImageInfo, ImageSource, ModelInfo } from '../engine/port.ts';
import type { Activity } from './activity.ts';
import type { Beforehand } from './beforehand.ts';
import { knobsOf } from './knobs.ts';
import { AppError, type Doubt } from './messages.ts';
import type { Notices } from './notices.ts';
import { doubtOf } from './prediction.ts';
import type { ExplorerStore, Owner, Sample } from './store.ts';

interface PhotoOptions {
  readonly port: EnginePort;
  readonly store: ExplorerStore;
  /** Address of the folder that holds `samples/`, with a closing slash. */
  readonly baseUrl: string;
  /** Where the page itself finds a file of the app. */
  readonly address: (path: string) => string;
  readonly fetch: typeof fetch;
  readonly notices: Notices;
  readonly during: Activity['during'];
}

/** The photo shown and what the classifier says of it. All reject with a PortError. */
export interface PhotoActions {
  /** Opens and classifies a photo; a newer one takes its place, and the older call rejects with `superseded`. */
  readonly open: (source: ImageSource, title: string, owner: Owner) => Promise<void>;
  /** Opens and classifies a sample; the first where there is none of this name. */
  readonly showSample: (id: string | null) => Promise<void>;
  /** The first photo of a visit: what the settings ask for, or what stands in for it. */
  readonly showFirst: () => Promise<void>;
  /** Shows the photo of the user's own again that was opened last; false where none was. */
  readonly showOwn: () => Promise<boolean>;
  /** Classifies the photo again, with the settings as they are now. */
  readonly refresh: () => Promise<void>;
  /** From now on this network classifies. It is shown as the classifier together with its first result. */
  readonly classifyBy: (info: ModelInfo) => Promise<void>;
  /** How often a photo other than a sample was asked for. */
  readonly opened: () => number;
  /** Waits for a photo that is being opened, and tells whether there is one. */
  readonly held: () => Promise<boolean>;
  /** The engine that held the photo is no more. */
  readonly lose: () => void;
  /** Opens the photo again that was lost; false where none was. */
  readonly reopen: () => Promise<boolean>;
  readonly fetchSamples: () => Promise<void>;
  readonly sampleUrl: (sample: Sample) => string;
}

/** A photo, and how to open it again. */
interface Opened {
  readonly source: ImageSource;
  readonly title: string;
  readonly owner: Owner;
}

const superseded = () => new AppError('superseded', { of: 'picture' });

export function createPhoto(options: PhotoOptions): PhotoActions {
  const { port, store, baseUrl, address, fetch, notices, during } = options;
  const { notify, dismiss } = notices;
  const { getState, setState } = store;

  // One classification at a time; whatever changes meanwhile is in the next. So the port never queues.
  let newest: (Opened & { image: ImageInfo }) | null = null;
  let lost: Opened | null = null;
  let own: Opened | null = null;
  let adopted: ModelInfo | null = null;
  let looking: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  function tellWarning(warning: Doubt | null): void {
    if (warning === null) dismiss('model-warning');
    else notify({ kind: 'note', code: 'model-warning', params: { warning } });
  }

  /** Shows the photo with what the network says of it; a backbone says nothing. */
  async function classifyOnce(): Promise<void> {
    const state = getState();
    const classifier = adopted ?? state.classifier;
    if (newest === null || classifier === null) return;
    const { image, title, owner } = newest;
    if (classifier.head.task !== 'classify') {
      setState({ image, imageTitle: title, photoOwner: owner, result: null, classifier });
      tellWarning(classifier.warning);
      return;
    }
    const result = await port.classify(knobsOf(state));
    // Meanwhile the engine may have taken another photo or network; only what belongs together is shown.
    if (result.image === image.id && result.load === classifier.load) {
      setState({ image, imageTitle: title, photoOwner: owner, result, classifier });
      tellWarning(doubtOf(result, classifier));
    } else if (newest.image.id !== image.id) await classifyOnce();
  }

  /** Settles by the first look that begins after the call: all who ask while one is under way share the next. */
  async function refresh(): Promise<void> {
    next ??= during(async () => {
      await looking.catch(() => undefined); // it failed for those who asked for it
      next = null;
      looking = classifyOnce();
      await looking;
    });
    return next;
  }

  let request = 0;
  let opened = 0;
  let showing: Promise<unknown> = Promise.resolve();

  function show(photo: Opened): Promise<void> {
    const work = during(() => showNow(photo));
    showing = work.catch(() => undefined);
    return work;
  }

  async function showNow(photo: Opened): Promise<void> {
    const mine = ++request;
    // From here on the engine may answer for this photo.
    if (photo.owner === 'user') setState({ photoOwner: 'user' });
    const image = await port.openImage(photo.source).catch((error: unknown) => {
      if (mine === request) setState({ photoOwner: newest?.owner ?? 'app' });
      throw error;
    });
    if (mine !== request) throw superseded();
    newest = { ...photo, image };
    await refresh();
    const { notes } = image;
    if (notes.length > 0) notify({ kind: 'note', code: 'image-note', params: { notes } });
    else dismiss('image-note');
    if (mine !== request) throw superseded();
    notices.clearErrors();
  }

  /** Addresses are the page's, not the worker's; what is no address is left for the engine to refuse. */
  function absolute(source: ImageSource): ImageSource {
    if (!('url' in source) || !URL.canParse(source.url, baseUrl)) return source;
    return { url: new URL(source.url, baseUrl).href };
  }

  function sampleUrl({ file }: Sample): string {
    return new URL(`samples/${file}`, baseUrl).href;
  }

  async function showSample(id: string | null): Promise<void> {
    const { samples } = getState();
    const sample = samples.find((s) => s.id === id) ?? samples.at(0);
    if (sample === undefined) return;
    if (id !== null && sample.id !== id)
      notify({ kind: 'note', code: 'sample-unknown', params: {} });
    setState({ sample: sample.id, photo: null });
    await show({ source: { url: sampleUrl(sample) }, title: sample.title, owner: 'app' });
  }

  return {
    async open(source, title, owner) {
      opened++;
      const wanted = { source: absolute(source), title, owner };
      await show(wanted).catch(notices.fail);
      own = wanted;
      notices.succeeded();
      setState({ sample: null, photo: 'own' });
    },
    showSample,
    async showFirst() {
      const { sample, photo } = getState();
      await showSample(sample);
      if (photo === 'own' && own === null)
        notify({ kind: 'note', code: 'photo-missing', params: {} });
    },
    async showOwn() {
      if (own === null) return false;
      await show(own);
      setState({ sample: null, photo: 'own' });
      return true;
    },
    refresh,
    async classifyBy(info) {
      if (newest === null) {
        setState({ classifier: info });
        if (info.warning !== null) tellWarning(info.warning);
        return;
      }
      adopted = info;
      const image = await port.currentImage();
      if (newest.image.id === image.id) newest = { ...newest, image };
      await refresh();
    },
    opened: () => opened,
    async held() {
      let seen;
      do {
        seen = showing;
        await seen;
      } while (seen !== showing);
      return newest !== null;
    },
    lose() {
      lost = newest ?? lost;
      newest = null;
      adopted = null;
    },
    async reopen() {
      if (lost === null) return false;
      const photo = lost;
      lost = null;
      await show(photo);
      return true;
    },
    async fetchSamples() {
      const beforehand = fetch(address('samples/predictions.json')).then(async (answer) =>
        answer.ok ? ((await answer.json()) as Beforehand) : null,
      );
      const response = await fetch(address('samples/samples.json'));
      if (!response.ok) throw new AppError('samples');
      setState({ samples: (await response.json()) as Sample[] });
      // Without it people wait for the network.
      setState({ beforehand: await beforehand.catch(() => null) });
    },
    sampleUrl,
  };
}
