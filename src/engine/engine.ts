import { memory } from '@tensorflow/tfjs-core';
import { blobSource } from '../checkpoint/byte-source.ts';
import { joinParts } from '../checkpoint/parts.ts';
import { codedOf } from '../coded/coded.ts';
import { softmax } from '../math/probability.ts';
import { sizeOf } from '../math/resample.ts';
import { unlessAborted } from './abort.ts';
import { fetchImagenetLabels, type Catalog } from './models/catalog.ts';
import { Device } from './device.ts';
import { DisturbedLooks, type LookHost } from './disturbed-looks.ts';
import { EngineError, superseded, type Failure } from './error.ts';
import { opaque } from './image/view.ts';
import { fetchWeights } from './models/fetch-weights.ts';
import { FieldRuns } from './field-runs.ts';
import { FieldStudies, vheatOf } from './field-studies.ts';
import { LayerTimings } from './layer-timings.ts';
import { ModelLibrary, type ModelSource } from './models/library.ts';
import type { Network, NetworkAnswer } from './network.ts';
import { openCheckpoint } from './models/open-checkpoint.ts';
import { describePhoto, openPhoto, type Photo } from './photo.ts';
import type {
  AccuracyCount,
  AccuracyRequest,
  Attention,
  BackendInfo,
  BackendName,
  Capture,
  CatalogEntry,
  CheckpointFile,
  Classification,
  EarlyFile,
  EngineEvent,
  EnginePort,
  Evidence,
  FieldProgress,
  FieldRequest,
  HeatKind,
  HeatLayer,
  ImageInfo,
  ImageSource,
  Knobs,
  LayerDistance,
  LayerTiming,
  Look,
  MemoryInfo,
  ModelChoices,
  ModelInfo,
  Point,
  Progress,
  ReceptiveField,
} from './port.ts';
import { isAsTrained } from './knobs.ts';
import type { ModelFolder } from './models/catalog.ts';
import type { OutlierDetector } from './models/outliers.ts';
import { JobQueue, nextTask } from './queue.ts';
import { selfTest } from './self-test.ts';

/** Until a network says otherwise, the square that networks usually see. */
const DEFAULT_RULE = { resizeShorterSide: 256, centreCrop: 256 };

/** A folder's measure of outliers, by a program of its own that no opened file needs; null where there is none. */
async function outliersOf(folder: ModelFolder): Promise<OutlierDetector | null> {
  // One command writes it together with the temperature: without that its host is not asked in vain.
  if (folder.config.temperature === undefined) return null;
  const loaded = await import('./models/outliers.ts').catch(() => null);
  return loaded?.fetchOutliers(folder) ?? null;
}

/** What a network is loaded for. */
type Role = 'classifier' | 'companion';

/** The one object that owns tensors. Jobs on the device run one after the other. */
export class Engine implements EnginePort {
  private readonly queue = new JobQueue();
  private readonly networks: Record<ModelInfo['architecture'], Network | null> = {
    vheat: null,
    vit: null,
  };
  private readonly device = new Device(
    {
      release: () => this.held().forEach((network) => network.release()),
      settle: async () => {
        for (const network of this.held()) await this.warmUp(network);
      },
    },
    (backend) => this.emit({ type: 'backend', backend }),
  );
  private classifier: Network | null = null;
  private modelsUrl = '';
  private early: EarlyFile | null = null;
  private readonly library = new ModelLibrary(
    () => this.modelsUrl,
    (leftOut) => this.tellLeftOut(leftOut),
  );
  private photo: Photo | null = null;
  /** By lane: a newer load takes the place of an older one in the same. */
  private readonly loads = new Map<string, AbortController>();
  private opening: AbortController | null = null;
  private emit: (event: EngineEvent) => void = () => undefined;
  private readonly host: LookHost = {
    run: (lane, work) => this.queue.run(lane, () => this.device.run(work)),
    network: (architecture) => this.networks[architecture] ?? undefined,
    photo: () => this.photoHeld(),
    seen: async (network, crop, knobs) => (await this.seenAll(network, crop, [knobs]))[0],
  };
  private readonly studies = new FieldStudies(this.host);
  private readonly fields = new FieldRuns(this.host);
  private readonly looks = new DisturbedLooks(this.host);
  private readonly timings = new LayerTimings(this.host);

  start(
    options: { forced: BackendName | null; modelsUrl: string },
    onEvent: (event: EngineEvent) => void,
    early: EarlyFile | null = null,
  ): Promise<BackendInfo> {
    this.emit = onEvent;
    this.early = early;
    this.modelsUrl = options.modelsUrl;
    return this.queue.run(null, () => this.device.start(options.forced));
  }

  catalog(): Promise<CatalogEntry[]> {
    return this.library.list();
  }

  load(id: string, choices?: ModelChoices): Promise<ModelInfo> {
    return this.loadAs('classifier', 'load', () => this.library.find(id), choices);
  }

  open(file: CheckpointFile, name: string, choices: ModelChoices): Promise<ModelInfo> {
    const blob =
      file instanceof Blob
        ? file
        : joinParts(file.map((part) => ({ name: part.name, blob: part })));
    return this.loadAs('classifier', 'load', () => this.library.sourceOf(blob, name), choices);
  }

  keepModel(id: string): Promise<boolean> {
    return this.library.keep(id);
  }

  forgetModel(id: string): Promise<void> {
    return this.library.forget(id);
  }

  loadCompanion(id: string): Promise<ModelInfo> {
    return this.loadAs('companion', `load ${id}`, () => this.library.find(id));
  }

  async prefetch(
    id: string,
    onProgress: (loaded: number, total: number) => void,
  ): Promise<boolean> {
    const { from } = await this.library.find(id);
    if (from instanceof Blob) return false;
    let kept = true;
    const weights = fetchWeights(from, new AbortController().signal, (event) => {
      if (event.type === 'notice') kept = false;
      else if (event.type === 'progress' && event.progress?.total != null)
        onProgress(event.progress.loaded, event.progress.total);
    });
    // Beside the weights, so that it is among what was fetched.
    await Promise.all([weights, outliersOf(from)]);
    return kept;
  }

  cancelLoad(): Promise<void> {
    for (const controller of [...this.loads.values(), this.opening])
      controller?.abort(new EngineError('cancelled', { of: 'load' }));
    return Promise.resolve();
  }

  private async loadAs(
    role: Role,
    lane: string,
    find: () => Promise<ModelSource>,
    choices?: ModelChoices,
  ): Promise<ModelInfo> {
    this.loads.get(lane)?.abort(superseded());
    const controller = new AbortController();
    const { signal } = controller;
    this.loads.set(lane, controller);
    try {
      const model = await find();
      const network = await unlessAborted(
        this.read(model, choices ?? model.choices, signal),
        signal,
      );
      // Building it took a while without a pause: a cancel may be waiting to be heard.
      await nextTask();
      return await this.queue.run(lane, async () => {
        signal.throwIfAborted();
        const held = this.networks[network.info.architecture];
        // The user was quicker than the view that wanted any network of this architecture.
        if (role === 'companion' && held !== null) return held.info;
        const info = await this.install(network, role, signal);
        await this.library.loaded(model, info);
        return info;
      });
    } finally {
      if (this.loads.get(lane) === controller) {
        this.loads.delete(lane);
        this.emit({ type: 'progress', progress: null });
      }
    }
  }

  private async read(
    { id, file, from }: ModelSource,
    choices: ModelChoices,
    signal: AbortSignal,
  ): Promise<Network> {
    const isFile = from instanceof Blob;
    const { early } = this;
    this.early = null;
    const [source, outliers] = isFile
      ? [blobSource(from), null]
      : await Promise.all([fetchWeights(from, signal, this.emit, early), outliersOf(from)]);
    if (early?.body.locked === false) early.body.cancel().catch(() => undefined);
    signal.throwIfAborted();
    return openCheckpoint(
      { id, file, source, config: isFile ? null : from.config, choices, outliers },
      {
        signal,
        onProgress: (loaded, total) => {
          if (!signal.aborted) this.report({ phase: 'read', loaded, total });
        },
        imagenetLabels: () => fetchImagenetLabels(this.modelsUrl),
      },
    );
  }

  async openImage(source: ImageSource): Promise<ImageInfo> {
    this.opening?.abort(superseded());
    const controller = new AbortController();
    this.opening = controller;
    try {
      const photo = await openPhoto(source, {
        signal: controller.signal,
        onProgress: (progress) => this.report(progress),
      });
      controller.signal.throwIfAborted();
      this.photo = photo;
      return this.imageInfo(photo);
    } finally {
      if (this.opening === controller) {
        this.opening = null;
        this.emit({ type: 'progress', progress: null });
      }
    }
  }

  currentImage(): Promise<ImageInfo> {
    return Promise.resolve(this.imageInfo(this.photoHeld()));
  }

  private imageInfo(photo: Photo): ImageInfo {
    return describePhoto(photo, this.classifier?.preprocess ?? DEFAULT_RULE);
  }

  async classify(knobs: Knobs): Promise<Classification> {
    return (await this.classifyIn('classify', [knobs]))[0];
  }

  whatIf(knobs: readonly Knobs[]): Promise<Classification[]> {
    return this.classifyIn(null, knobs);
  }

  private classifyIn(lane: string | null, knobs: readonly Knobs[]): Promise<Classification[]> {
    return this.queue.run(lane, () =>
      this.device.run(async () => {
        const { network, photo, crop } = this.subject(this.classifier);
        const answers = await this.seenAll(network, crop, knobs);
        return answers.map((answer) => ({ image: photo.id, ...answer }));
      }),
    );
  }

  /** What a network on the device says of a crop, once with each of some knobs. */
  private async seenAll(
    network: Network,
    crop: Uint8Array,
    knobs: readonly Knobs[],
  ): Promise<Omit<Classification, 'image'>[]> {
    const begin = performance.now();
    const answers = await network.answers(crop, knobs);
    const milliseconds = (performance.now() - begin) / knobs.length;
    await this.checkLogits(answers, network);
    const shown = opaque(crop, sizeOf(network.preprocess));
    const { load, architecture, temperature } = network.info;
    return answers.map((answer, i) => {
      const { logits } = answer;
      const isFinite = logits.every(Number.isFinite);
      const isMeasured = architecture === 'vit' || isAsTrained(knobs[i]);
      return {
        load,
        // Of several infinite logits none is the largest.
        probabilities: isFinite
          ? softmax(logits, temperature ?? 1)
          : new Float32Array(logits.length).fill(NaN),
        fits: isFinite && isMeasured ? (network.outliers?.fits(answer) ?? null) : null,
        milliseconds,
        crop: shown,
      };
    });
  }

  look(look: Look): Promise<Classification> {
    return this.looks.look(look);
  }

  accuracy(
    request: AccuracyRequest,
    onProgress: (count: AccuracyCount) => void,
  ): Promise<AccuracyCount> {
    return this.looks.accuracy(request, onProgress);
  }

  cancelAccuracy(): Promise<void> {
    this.looks.cancel();
    return Promise.resolve();
  }

  evidence(id: string): Promise<Evidence | null> {
    return this.library.evidence(id);
  }

  capture(place: { stage: number; block: number }, knobs: Knobs): Promise<Capture> {
    return this.queue.run('capture', () =>
      this.device.run(() => {
        const network = vheatOf(this.host);
        return network.capture(this.subject(network).crop, place, knobs);
      }),
    );
  }

  heatFrom(kind: HeatKind, patch: Point, knobs: Knobs): Promise<HeatLayer[]> {
    return this.studies.heatFrom(kind, patch, knobs);
  }

  conductionDistances(knobs: Knobs): Promise<LayerDistance[]> {
    return this.studies.conductionDistances(knobs);
  }

  attention(): Promise<Attention> {
    return this.studies.attention();
  }

  receptiveField(
    request: FieldRequest,
    knobs: Knobs,
    onProgress: (progress: FieldProgress) => void,
  ): Promise<ReceptiveField> {
    return this.fields.run(request, knobs, onProgress);
  }

  cancelFields(asker: string): Promise<void> {
    this.fields.cancel(asker);
    return Promise.resolve();
  }

  timeLayers(sides: readonly number[], onTiming: (timing: LayerTiming) => void): Promise<void> {
    return this.timings.run(sides, onTiming);
  }

  cancelTiming(): Promise<void> {
    this.timings.cancel();
    return Promise.resolve();
  }

  fetched(): Promise<string[]> {
    return Promise.resolve(performance.getEntriesByType('resource').map(({ name }) => name));
  }

  memory(): Promise<MemoryInfo> {
    const { numTensors, numBytes } = memory();
    const recorded = this.held().reduce((sum, { recordedBytes }) => sum + recordedBytes, 0);
    return Promise.resolve({ tensors: numTensors, bytes: numBytes, recorded });
  }

  private tellLeftOut(leftOut: Catalog['leftOut']): void {
    const models = leftOut.map(({ id, error }) => ({ id, reason: codedOf(error) as Failure }));
    this.emit({ type: 'notice', notice: { code: 'model-left-out', params: { models } } });
  }

  private report(progress: Progress): void {
    this.emit({ type: 'progress', progress });
  }

  /** Puts a network on the device and in its slot; the one before it leaves nothing behind, or stays if this fails. */
  private async install(network: Network, role: Role, signal: AbortSignal): Promise<ModelInfo> {
    this.report({ phase: 'prepare', loaded: 0, total: null });
    const { architecture } = network.info;
    const before = { network: this.networks[architecture], classifier: this.classifier };
    before.network?.release();
    this.networks[architecture] = network;
    // A network that is replaced in its slot is gone, so it cannot go on classifying.
    if (role === 'classifier' || this.classifier?.info.architecture === architecture)
      this.classifier = network;
    try {
      await this.device.run(() => this.warmUp(network));
      await nextTask();
      signal.throwIfAborted();
      return network.info;
    } catch (error) {
      network.release();
      this.classifier = before.classifier;
      this.networks[architecture] = before.network;
      before.network?.upload();
      throw error;
    }
  }

  private async warmUp(network: Network): Promise<void> {
    network.upload();
    await network.warmUp(this.device);
  }

  private held(): Network[] {
    return Object.values(this.networks).filter((network) => network !== null);
  }

  private subject(network: Network | null) {
    if (network === null) throw new EngineError('no-model');
    const photo = this.photoHeld();
    return { network, photo, crop: photo.crop(network.preprocess) };
  }

  private photoHeld(): Photo {
    if (this.photo === null) throw new EngineError('no-image');
    return this.photo;
  }

  /**
   * Zeros or NaN from good weights are a device that failed without saying so; but where the device still computes a
   * known result, it is the network's own sums that overflow.
   */
  private async checkLogits(answers: readonly NetworkAnswer[], { info }: Network): Promise<void> {
    if (info.warning !== null || this.device.name !== 'webgpu') return;
    const isZero = answers.some(({ logits }) => logits.every((x) => x === 0));
    const isFinite = answers.every(({ logits }) => logits.every(Number.isFinite));
    if (isFinite && !isZero) return;
    if (isZero || (await selfTest()) !== null) throw new EngineError('gpu-fault');
  }
}
