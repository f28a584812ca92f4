/**
 * The engine's interface as the page sees it: plain objects and typed arrays only, so that every call can cross the
 * worker boundary. Typed arrays of an answer are transferred: they belong to the caller.
 */

import type { Coded } from '../coded/coded.ts';
import type { KeyRemarks, ReportNotes } from '../model/error.ts';
import type {
  BackendName,
  BackendReasons,
  EngineNotices,
  Failure,
  ModelWarnings,
} from './error.ts';
import type { ImageNotes } from './image/error.ts';
import type { EarlyFile } from './early.ts';
import type { Disturbance } from '../math/disturb/disturb.ts';
import type { Evidence } from './models/evidence.ts';
import type { ModelChoices } from './models/choices.ts';
import type { OutlierFacts } from './models/outliers.ts';
import type { ModelReport } from './models/report.ts';

export type { BackendName } from './error.ts';
export { MODEL_CHOICES, type ModelChoices } from './models/choices.ts';
export type { EarlyFile } from './early.ts';
export type { Evidence } from './models/evidence.ts';
export type { Assumption, ModelReport, Rgb } from './models/report.ts';

/** The backend that runs the network, and why it is not a faster one. */
export interface BackendInfo {
  readonly name: BackendName;
  /** The GPU as its driver names it; null off the GPU. */
  readonly adapter: string | null;
  /** True for a GPU emulated on the CPU. */
  readonly software: boolean;
  /** WASM threads in use; 1 elsewhere. */
  readonly threads: number;
  /** Why this is not hardware WebGPU; nothing where it is. */
  readonly reasons: readonly Coded<BackendReasons>[];
}

/** Bytes of a download; `total` is null when the server does not say. */
export interface Progress {
  readonly phase: 'download' | 'read' | 'prepare';
  readonly loaded: number;
  readonly total: number | null;
}

export type Scope = 'block' | 'stage' | 'network';

/** Time and diffusivity as set by the user. */
export interface Knobs {
  /** Diffusion time, 0…64. */
  readonly t: number;
  /** Multiplier on the learned diffusivity, 0…64. */
  readonly k: number;
  /** Constant diffusivity in place of the learned one, 0…100. */
  readonly kConst: number | null;
  readonly scope: Scope;
  /** The block that scope `block` means, and the stage that scope `stage` means; from 0. */
  readonly stage: number;
  readonly block: number;
}

/** The knobs of a network as it was trained. */
export const AS_TRAINED: Knobs = {
  t: 1,
  k: 1,
  kConst: null,
  scope: 'network',
  stage: 0,
  block: 0,
};

/** One vHeat stage: an n×m token grid of C channels. */
export interface StageInfo {
  /** Tokens from top to bottom and from left to right. */
  readonly grid: readonly [rows: number, columns: number];
  readonly channels: number;
  /** Input pixels per token and axis. */
  readonly stride: number;
  /** Mean learned k over ω ≠ 0 and channels, per block. */
  readonly meanK: readonly number[];
}

/** What a network makes of its features: classes, or nothing where it is the backbone of something else. */
export type Head =
  | {
      readonly task: 'classify';
      readonly classes: number;
      /** Empty where nobody knows the names. */
      readonly labels: readonly string[];
      /** ImageNet synsets by class, where known. */
      readonly wnids: readonly string[] | null;
    }
  | { readonly task: 'features' };

interface ModelFacts {
  readonly id: string;
  /** Names this loading of the network, as the same id may stand for other weights later. */
  readonly load: number;
  readonly name: string;
  /** Pixels per side of the square input; of an oblong one, of its longer side. */
  readonly imageSize: number;
  readonly head: Head;
  readonly parameters: number;
  /** Terms of use of the weights, one sentence; null when unknown. */
  readonly licence: string | null;
  /** What logits are divided by before the softmax; null where nobody has measured it, and probabilities are plain. */
  readonly temperature: number | null;
  /** How well it tells pictures of none of its classes; null where nobody has measured how. */
  readonly outliers: OutlierFacts | null;
  /** Why the weights cannot be trusted (NaN, all zero); null where they can. */
  readonly warning: Coded<ModelWarnings> | null;
  /** What was chosen instead of what the file says. */
  readonly choices: ModelChoices;
  readonly report: ModelReport;
}

export interface VHeatInfo extends ModelFacts {
  readonly architecture: 'vheat';
  readonly stages: readonly StageInfo[];
}

export interface VitInfo extends ModelFacts {
  readonly architecture: 'vit';
  readonly layers: number;
  readonly heads: number;
  readonly patchSize: number;
  /** Patches from top to bottom and from left to right. */
  readonly grid: readonly [rows: number, columns: number];
}

export type ModelInfo = VHeatInfo | VitInfo;

/** RGBA pixels, row by row, 4 bytes each, not premultiplied. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** The photo the engine holds, as shown to people. */
export interface ImageInfo {
  /** Names this opening of the photo; {@link Classification.image} refers to it. */
  readonly id: number;
  /** Size of the upright photo. */
  readonly width: number;
  readonly height: number;
  /** What the network sees, resampled to at most 512 pixels a side: a square, or the whole photo in its own shape. */
  readonly view: Pixels;
  /** What was not what it seemed (first frame of several, transparency…). */
  readonly notes: readonly Coded<ImageNotes>[];
}

export type ImageSource = { readonly blob: Blob } | { readonly url: string };

export interface Classification {
  /** The photo this is about: an {@link ImageInfo.id}. */
  readonly image: number;
  /** The network that says so: a {@link ModelInfo.load}. */
  readonly load: number;
  /** Softmax over all classes, by the network's temperature; all NaN where the network's sums overflowed. */
  readonly probabilities: Float32Array<ArrayBuffer>;
  /** Whether one of the classes may fit the picture at all; null where nobody has measured how to tell. */
  readonly fits: boolean | null;
  /** Forward pass with read-back, without decoding and preprocessing. */
  readonly milliseconds: number;
  /** Exactly what the network saw, before normalisation. */
  readonly crop: Pixels;
}

/** One heat operator at work on the current image; arrays are [n, m, C], channels last. */
export interface Capture {
  readonly shape: readonly [number, number, number];
  /** U⁰, the operator's input. */
  readonly u0: Float32Array<ArrayBuffer>;
  /** The effective diffusivity over (ω_y, ω_x), knobs included: HCO(u0; k) = ut. */
  readonly k: Float32Array<ArrayBuffer>;
  /** SiLU(z), which multiplies the normalised result. */
  readonly gate: Float32Array<ArrayBuffer>;
  /** U^t as the network computes it. */
  readonly ut: Float32Array<ArrayBuffer>;
}

/** What the numbers of a field are; the views say it in one sentence each. */
export type FieldKind =
  /** One unit of heat, spread by the learned diffusivity; mean over channels, sums to 1. */
  | 'impulse'
  /** One unit of heat after this block and all before it; sums to 1. */
  | 'reach'
  /** The heat that one patch of the real U⁰ sends out; L2 norm over channels. */
  | 'source'
  /** Cosine between channel vectors after conduction, −1…1. */
  | 'correlation'
  /** Σ_rgb ReLU(∂s/∂input): contribution of each input pixel. */
  | 'gradient'
  /** Attention of one patch over the patches, class token dropped. */
  | 'attention'
  /** Attention rolled out over the layers. */
  | 'rollout';

/** A map of numbers over the crop, row by row. */
export interface Field2D {
  readonly height: number;
  readonly width: number;
  readonly data: Float32Array<ArrayBuffer>;
  readonly kind: FieldKind;
}

/** A place in fractions of the crop, x to the right, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The kinds of heat that are known for every block at once. */
export type HeatKind = 'impulse' | 'reach' | 'source' | 'correlation';

/** Heat from one patch in one block. */
export interface HeatLayer {
  readonly stage: number;
  readonly block: number;
  readonly field: Field2D;
}

/** How far one layer carries information, in pixels of the input: one number per head or channel. */
export interface LayerDistance {
  readonly parts: readonly number[];
}

/** All attention of a ViT on one photo. */
export interface Attention {
  /** The photo this is about: an {@link ImageInfo.id}. */
  readonly image: number;
  /** Patches from top to bottom and from left to right. */
  readonly grid: readonly [rows: number, columns: number];
  readonly heads: number;
  /** Per layer [heads, N, N], N = rows · columns + 1, the class token first; rows sum to 1. */
  readonly layers: readonly Float32Array<ArrayBuffer>[];
  /** Mean attention distance per layer and head. */
  readonly distances: readonly LayerDistance[];
}

/** Which effective receptive field is wanted. */
export interface FieldRequest {
  /** Who asks: a newer run of the same asker for the same network and training takes the older one's place. */
  readonly asker: string;
  readonly network: 'vheat' | 'vit';
  /** End of which stage, from 0; null for the last. A ViT has one. */
  readonly stage: number | null;
  /** After which block of that stage, from 0; null for its last. */
  readonly block: number | null;
  /** Row and column on that stage's grid; null for ⌊n/2⌋, ⌊n/2⌋. */
  readonly cell: readonly [row: number, column: number] | null;
  /** Photos to average over; null for the photo held. */
  readonly images: readonly ImageSource[] | null;
  /** False for the seeded random network of the same shape. */
  readonly trained: boolean;
}

/** The mean so far of a receptive field over several photos. */
export interface FieldProgress {
  readonly done: number;
  readonly total: number;
  /** Photos in the mean. */
  readonly images: number;
  /** Raw mean contribution so far, [S, S]. */
  readonly data: Float32Array<ArrayBuffer>;
}

export interface ReceptiveField {
  /** Raw mean contribution A at input resolution. */
  readonly field: Field2D;
  readonly images: number;
  /** Photos left out: they could not be opened, or their gradient was not a number. */
  readonly skipped: number;
  readonly cell: readonly [row: number, column: number];
  /** Input pixels per cell and axis. */
  readonly stride: number;
}

/** A photo and a network as they are, or not: what is done to either before it looks. */
export interface Condition {
  /** Null leaves the photo as it is. */
  readonly disturbance: Disturbance | null;
  readonly knobs: Knobs;
}

/** One look of the network in a slot at the photo held. */
export interface Look extends Condition {
  readonly network: 'vheat' | 'vit';
  /** A newer look in the same lane takes the place of one that waits; null waits for its turn. */
  readonly lane: string | null;
}

/** Whose accuracy on which pictures is wanted. */
export interface AccuracyRequest {
  readonly network: 'vheat' | 'vit';
  readonly pictures: readonly { readonly source: ImageSource; readonly label: number }[];
  /** Each picture is looked at under each of them; noise has another grain on each picture. */
  readonly conditions: readonly Condition[];
}

/** What is known of an accuracy so far. */
export interface AccuracyCount {
  /** Pictures looked at under every condition. */
  readonly pictures: number;
  /** Pictures left out because they could not be opened. */
  readonly skipped: number;
  /** By condition, the pictures whose most probable class was theirs. */
  readonly right: readonly number[];
}

/** What is timed: the mixing of tokens alone, or the whole layer around it. */
export type TimedPart = 'heat' | 'attention' | 'heatLayer' | 'attentionLayer';

/** How long one part of a layer takes on the running backend. */
export interface LayerTiming {
  /** Tokens per side of the grid. */
  readonly side: number;
  readonly part: TimedPart;
  /** Median over batches of the mean time of a run. */
  readonly milliseconds: number;
  /** First and third quartile of the same: half of the batches lie between them. */
  readonly quartiles: readonly [low: number, high: number];
  /** Runs measured, without the warm-up. */
  readonly runs: number;
}

/** What a rejected call carries over the port; see the tables of codes in the folders that throw. */
export type PortError = Failure;

/** Everything that crosses the port to be told to people. */
export type PortMessage =
  | PortError
  | Coded<BackendReasons | EngineNotices | ImageNotes | KeyRemarks | ModelWarnings | ReportNotes>;

export interface MemoryInfo {
  readonly tensors: number;
  readonly bytes: number;
  /** Bytes of the GPU's memory that recorded forward passes keep besides. */
  readonly recorded: number;
}

/** A model the app can load by name. */
export interface CatalogEntry {
  readonly id: string;
  readonly name: string;
  readonly architecture: 'vheat' | 'vit';
  /** Size of its weights, or of its file, in bytes. */
  readonly bytes: number;
  /** Where it comes from: served with the app, a model folder elsewhere, a file of the user's. */
  readonly origin: 'app' | 'address' | 'file';
  /** Whether this browser keeps the user's file for the next visit. */
  readonly kept: boolean;
}

/** A checkpoint, or the parts of one with or without their index. */
export type CheckpointFile = Blob | readonly File[];

export type EngineEvent =
  | { readonly type: 'progress'; readonly progress: Progress | null }
  | { readonly type: 'backend'; readonly backend: BackendInfo }
  | { readonly type: 'notice'; readonly notice: Coded<EngineNotices> }
  /** The engine's program takes long to arrive. */
  | { readonly type: 'slow' }
  /** The engine died: everything it held is lost, and only `start` brings another. */
  | { readonly type: 'gone'; readonly reason: PortError };

/** Every call may reject with a {@link PortError}; code `superseded` means that a newer call took its place. */
export interface EnginePort {
  /**
   * Chooses and tests a backend. `forced` skips the choice, not the test. Weights that are on their way already are
   * `early`.
   */
  start(
    options: { forced: BackendName | null; modelsUrl: string },
    onEvent: (event: EngineEvent) => void,
    early?: EarlyFile | null,
  ): Promise<BackendInfo>;
  /** The models served with the app, then those that this browser keeps, and those opened since the start. */
  catalog(): Promise<CatalogEntry[]>;
  /**
   * Loads a model of the catalogue, or the model folder whose config.json has the address `id`; it takes its
   * architecture's slot and becomes the classifier.
   * @param choices in place of those it was loaded with before
   */
  load(id: string, choices?: ModelChoices): Promise<ModelInfo>;
  /** Opens a checkpoint, whatever its format and name, and does with it as `load` does. */
  open(file: CheckpointFile, name: string, choices: ModelChoices): Promise<ModelInfo>;
  /** Keeps an opened file in this browser; false where there is no room or no storage. */
  keepModel(id: string): Promise<boolean>;
  /** Takes an opened or kept model out of the catalogue; one that is loaded runs on. */
  forgetModel(id: string): Promise<void>;
  /** Loads a model into its architecture's slot where that is empty; the classifier stays. Resolves with what is there. */
  loadCompanion(id: string): Promise<ModelInfo>;
  /**
   * Keeps a model's weights for later, and tells of their bytes.
   * @returns whether they are kept
   */
  prefetch(id: string, onProgress: (loaded: number, total: number) => void): Promise<boolean>;
  /** Ends what is being loaded or opened, network or photo; it rejects with code `cancelled`. */
  cancelLoad(): Promise<void>;
  /** Opens a photo; on failure the previous one stays. The newest call wins. */
  openImage(source: ImageSource): Promise<ImageInfo>;
  /** The photo held, its view cut as the classifier of now cuts it. */
  currentImage(): Promise<ImageInfo>;
  /** Classifies the photo held. The newest call wins. Rejects with code `no-classifier` where the network is a backbone. */
  classify(knobs: Knobs): Promise<Classification>;
  /**
   * Classifies the photo held with other knobs, one after the other, for curves: it waits for its turn and replaces no
   * other call. A GPU answers all of them in one read-back.
   */
  whatIf(knobs: readonly Knobs[]): Promise<Classification[]>;
  /** Classifies the photo held, disturbed, by the network in a slot. */
  look(look: Look): Promise<Classification>;
  /**
   * Counts right answers of the network in a slot on pictures whose classes are known; the photo held stays. A newer
   * call takes the place of the older one, which rejects with code `superseded`.
   */
  accuracy(
    request: AccuracyRequest,
    onProgress: (count: AccuracyCount) => void,
  ): Promise<AccuracyCount>;
  /** Ends the counting; it rejects with code `cancelled`. */
  cancelAccuracy(): Promise<void>;
  /** How robust a model of the catalogue is, as measured when it was made; null where that is not known. */
  evidence(id: string): Promise<Evidence | null>;
  /** Activations of one heat operator on the photo held, by the vHeat in its slot. */
  capture(place: { stage: number; block: number }, knobs: Knobs): Promise<Capture>;
  /** Heat from one patch at every block of the vHeat. The newest call wins. */
  heatFrom(kind: HeatKind, patch: Point, knobs: Knobs): Promise<HeatLayer[]>;
  /** Mean conduction distance of every block, one part per channel; needs no photo. */
  conductionDistances(knobs: Knobs): Promise<LayerDistance[]>;
  /** Attention of every layer and head of the ViT on the photo held. The newest call wins. */
  attention(): Promise<Attention>;
  /**
   * Effective receptive field by gradient. A newer call of the same asker for the same network and training replaces
   * the older one, which rejects with code `superseded`.
   */
  receptiveField(
    request: FieldRequest,
    knobs: Knobs,
    onProgress: (progress: FieldProgress) => void,
  ): Promise<ReceptiveField>;
  /** Ends the receptive fields of an asker; they reject with code `cancelled`. */
  cancelFields(asker: string): Promise<void>;
  /**
   * Times heat conduction and self-attention of equal width on token grids of these sides, part by part. A newer call
   * takes the place of the older one, which rejects with code `superseded`.
   */
  timeLayers(sides: readonly number[], onTiming: (timing: LayerTiming) => void): Promise<void>;
  /** Ends the timing; it rejects with code `cancelled`. */
  cancelTiming(): Promise<void>;
  /** Addresses of what was fetched for the engine so far: parts of its program, models, photos. */
  fetched(): Promise<string[]>;
  memory(): Promise<MemoryInfo>;
}
