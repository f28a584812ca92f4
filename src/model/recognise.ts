import type { NamedArray, NamedArrays } from '../checkpoint/named-array.ts';
import type { Checkpoint } from '../checkpoint/read-checkpoint.ts';
import { coded, type Coded } from '../coded/coded.ts';
import type { InputSize } from '../math/resample.ts';
import type { Grid } from './grid.ts';
import { inputSizeOf } from './input-size.ts';
import { WeightsError, type ReportNotes } from './error.ts';
import type { Unread } from './nn/state-dict.ts';
import { IMAGENET_NORMALISATION, type Preprocess } from './preprocess.ts';
import { stranger } from './strangers.ts';
import {
  firstGrid,
  isInferenceForm,
  isVHeat,
  nativeGrid,
  strideOf,
  vheatConfigOf,
} from './vheat/config.ts';
import type { ResizeRule, VHeatConfig } from './vheat/config.ts';
import { gridOf, gridsOf, isVit, vitConfigOf } from './vit/config.ts';
import type { VitConfig, VitHints } from './vit/config.ts';

/** What tensors cannot say, as the user wants it. */
export interface Overrides {
  /** Attention heads of a ViT; width / 64 unless told. */
  readonly heads?: number | undefined;
  /** How the patches of a ViT lie; a square unless told. */
  readonly grid?: Grid | undefined;
  readonly postNorm?: boolean | undefined;
  /** Pixels per side of the input; of a vHeat, any multiple of its last stride. */
  readonly inputSize?: number | undefined;
  /** How a vHeat serves another input size than its own. */
  readonly resize?: ResizeRule | undefined;
  readonly mean?: readonly number[] | undefined;
  readonly std?: readonly number[] | undefined;
  readonly labels?: readonly string[] | undefined;
}

/** What the tensors of a file do not say and numbers depend on. */
export type Assumption = 'heads' | 'grid' | 'norms' | 'normalisation';

/** What a network does with its features: it names classes of them, or leaves them to whoever builds on it. */
export type Task = 'classify' | 'features';

/** What was recognised in a file; plain JSON. */
export interface Report {
  readonly file: string;
  readonly format: Checkpoint['format'];
  /** The entry of the file that was taken, and all that could have been. */
  readonly which: string | null;
  readonly variants: readonly string[];
  /** What was taken off the names of its weights, such as `model.`. */
  readonly prefix: string;
  readonly architecture: 'vheat' | 'vit';
  readonly task: Task;
  /** Such as "vHeat-Tiny"; of an unnamed size, its dimensions. */
  readonly name: string;
  /** A vHeat with its frequency embeddings, or with the decays made from them. */
  readonly form: 'training' | 'inference' | null;
  readonly postNorm: boolean | null;
  readonly layerScale: boolean | null;
  readonly heads: number | null;
  /** How the patches of a ViT lie, and every way they could; null and none for a vHeat. */
  readonly grid: Grid | null;
  readonly grids: readonly Grid[];
  /** Numbers in the file's tensors, as they are stored. */
  readonly parameters: number;
  /** Pixels per side of the input; of an oblong one, of its longer side. */
  readonly inputSize: number;
  readonly input: InputSize;
  /** Null for a backbone. */
  readonly classes: number | null;
  /** Entries of the file that hold no weights of the network, such as the optimizer. */
  readonly ignored: readonly string[];
  /** Python objects that the file asks for, by name: none was made, nothing was executed. */
  readonly objects: readonly string[];
  readonly missing: readonly string[];
  /** Tensors that counters left in the file, which no network needs; they are dropped. */
  readonly unexpected: readonly string[];
  readonly wrongShape: readonly string[];
  /** What was assumed because neither the file nor anybody says it. */
  readonly assumed: readonly Assumption[];
  /** What was assumed or contradicts itself. */
  readonly notes: readonly Coded<ReportNotes>[];
}

/** A network ready to be built from its tensors. */
export interface Recognised {
  readonly report: Report;
  readonly config: VHeatConfig | VitConfig;
  readonly arrays: NamedArrays;
  /** Keys of these weights that have no numbers, and why. */
  readonly unread: Unread;
  readonly preprocess: Preprocess & { readonly interpolation: 'bicubic' };
  /** One per class, or null when nobody has given them. */
  readonly labels: readonly string[] | null;
}

/** What there is to say of a file. */
interface Remarks {
  readonly notes: Coded<ReportNotes>[];
  readonly assumed: Assumption[];
}

const note = coded<ReportNotes>;

/** Leftovers of profilers and batch norms, harmless wherever they are. */
const COUNTERS = /(^|\.)(total_ops|total_params|num_batches_tracked)$/;

/** Norms that hand the stages of a vHeat to the detector or segmenter on it. */
const HANDOVER = /^outnorm\d+\./;

/** What a classifier leaves of itself where it was taken off. */
const REST_OF_HEAD = /^(classifier|norm|head)\./;

/** Keys whose shapes a configuration is read from. */
const CONFIGURING =
  /^(patch_embed|pos_embed|freq_embed|head|classifier)\b|^(blocks|layers)\.\d.*\.(dwconv|qkv|fc1|k_exp)\b/;

const NAMED_VHEATS: readonly (readonly [name: string, dim: number, depths: string])[] = [
  ['vHeat-Nano', 32, '2,2,6,2'],
  ['vHeat-Tiny', 96, '2,2,6,2'],
  ['vHeat-Small', 96, '2,2,18,2'],
  ['vHeat-Base', 128, '2,2,18,2'],
];

const NAMED_VITS: readonly (readonly [name: string, width: number, depth: number])[] = [
  ['ViT-Ti', 192, 12],
  ['ViT-S', 384, 12],
  ['ViT-B', 768, 12],
  ['ViT-L', 1024, 24],
];

/**
 * Recognises the network of a checkpoint: architecture and configuration from the keys and shapes of its tensors; what
 * those cannot say from the overrides, else from the pickled configuration, else as published.
 *
 * The tensors themselves are checked when the network is built (`readVHeatWeights`, `readVitWeights`), which lists
 * missing, unexpected and wrong-shape keys; the report of a network that can be built has none.
 * @param file name to show
 * @throws {CheckpointError} why a key that tells the configuration has no numbers
 * @throws {WeightsError} `wrong-model` naming what it looks like, `vit-variant`, `vit-positions`, `vit-grid`, `vit-heads`, `input-size`,
 *   `override`, `weights-mismatch`
 */
export function recognise(
  checkpoint: Checkpoint,
  file: string,
  overrides: Overrides = {},
): Recognised {
  const remarks: Remarks = { notes: [], assumed: [] };
  const { kept: known, dropped } = without(checkpoint.arrays, COUNTERS);
  const pickled = new Pickled(checkpoint.config);
  const { unread } = checkpoint;
  const config = unlessUnread(unread, () => configOf(known, pickled, overrides, remarks));
  const { kept, leftOut } = weightsUsed(known, unread, config);
  if (config.classes === null) remarks.notes.push(note('backbone'));
  return {
    config,
    arrays: kept,
    unread,
    preprocess: preprocessOf(config, overrides, remarks),
    labels: labelsOf(config.classes, overrides.labels, remarks),
    report: {
      file,
      format: checkpoint.format,
      which: checkpoint.which,
      variants: checkpoint.variants,
      prefix: checkpoint.prefix,
      architecture: config.architecture,
      task: config.classes === null ? 'features' : 'classify',
      name: nameOf(config),
      form: config.architecture === 'vit' ? null : isInferenceForm(kept) ? 'inference' : 'training',
      postNorm: config.architecture === 'vheat' ? config.postNorm : null,
      layerScale: config.architecture === 'vheat' ? config.layerScale : null,
      heads: config.architecture === 'vit' ? config.heads : null,
      grid: config.architecture === 'vit' ? gridOf(config) : null,
      grids: config.architecture === 'vit' ? gridsOf(patchesOf(config)) : [],
      parameters: [...kept.values()].reduce((sum, { data }) => sum + data.length, 0),
      inputSize: config.imageSize,
      input: inputSizeOf(config),
      classes: config.classes,
      ignored: [...checkpoint.ignored, ...leftOut.map((name) => checkpoint.prefix + name)],
      objects: checkpoint.objects,
      missing: [],
      unexpected: dropped,
      wrongShape: [],
      ...remarks,
    },
  };
}

/**
 * Keys that the network is built of, and the names of those that only what stands on a backbone needs.
 * @throws {CheckpointError} why the numbers of a classifier cannot be read
 */
function weightsUsed(
  arrays: NamedArrays,
  unread: Unread,
  { architecture, classes }: VHeatConfig | VitConfig,
): { kept: NamedArrays; leftOut: string[] } {
  if (classes === null)
    for (const [key, reason] of unread) if (/^(classifier|head)\./.test(key)) throw reason;
  const own = architecture === 'vheat' ? without(arrays, HANDOVER) : { kept: arrays, dropped: [] };
  const rest = classes === null ? without(own.kept, REST_OF_HEAD) : { ...own, dropped: [] };
  const parts = [...own.dropped, ...rest.dropped].map((key) => key.split('.')[0]);
  return { kept: rest.kept, leftOut: [...new Set(parts)] };
}

/** A key that cannot be read explains better than what follows from it why no network is recognised. */
function unlessUnread<T>(unread: Unread, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = [...unread].find(([key]) => CONFIGURING.test(key))?.[1];
    throw error instanceof WeightsError && reason ? reason : error;
  }
}

function configOf(
  arrays: NamedArrays,
  pickled: Pickled,
  { heads, grid, postNorm, inputSize, resize }: Overrides,
  remarks: Remarks,
): VHeatConfig | VitConfig {
  if (isVHeat(arrays)) {
    const saved = pickled.boolean('MODEL', 'VHEAT', 'POST_NORM');
    const hints = { postNorm: postNorm ?? saved, imageSize: inputSize, resize };
    const config = vheatConfigOf(arrays, hints);
    noteVHeat(config, pickled, postNorm ?? saved, remarks);
    if (inputSize === undefined) noteRounding(config, arrays, remarks);
    return config;
  }
  if (isVit(arrays)) {
    const told = heads ?? pickled.number('num_heads') ?? pickled.number('heads');
    const lies = grid ?? pickled.grid(arrays);
    const config = vitConfigOf(arrays, { heads: told, grid: lies });
    if (inputSize !== undefined && inputSize !== config.imageSize) {
      throw new WeightsError('input-size', {
        fault: 'fixed',
        size: inputSize,
        allowed: config.imageSize,
      });
    }
    noteVit(config, { heads: told, grid: lies }, remarks);
    return config;
  }
  throw stranger(arrays);
}

/** What is neither told nor in the keys of a ViT. */
function noteVit(config: VitConfig, told: VitHints, { notes, assumed }: Remarks): void {
  if (told.heads === undefined) {
    assumed.push('heads');
    notes.push(note('heads-assumed', { heads: config.heads }));
  }
  const [grid, ...others] = gridsOf(patchesOf(config));
  if (told.grid === undefined && others.length > 0) {
    assumed.push('grid');
    notes.push(note('grid-assumed', { grid, others }));
  }
  if (config.qkvBias === false) notes.push(note('qkv-bias'));
}

function patchesOf(config: VitConfig): number {
  const [rows, columns] = gridOf(config);
  return rows * columns;
}

/** Frequency maps of an input that does not divide into whole tokens are resized to the nearest that does. */
function noteRounding(config: VHeatConfig, arrays: NamedArrays, { notes }: Remarks): void {
  const native = nativeGrid(arrays);
  if (native.join() === firstGrid(config).join()) return;
  const [height, width] = native.map((side) => side * strideOf(0));
  notes.push(note('maps-resized', { made: { height, width }, used: inputSizeOf(config) }));
}

/** Keys win over the pickled configuration; contradictions are told. */
function noteVHeat(
  { postNorm, layerScale, classes }: VHeatConfig,
  pickled: Pickled,
  told: boolean | undefined,
  { notes, assumed }: Remarks,
): void {
  if (told === undefined) {
    assumed.push('norms');
    notes.push(note('norms-assumed', { postNorm, layerScale }));
  }
  const savedScale = pickled.get('MODEL', 'VHEAT', 'LAYER_SCALE');
  if (savedScale !== undefined && (savedScale !== null && savedScale !== false) !== layerScale) {
    notes.push(note('layer-scale-contradicted', { layerScale }));
  }
  const savedClasses = pickled.number('MODEL', 'NUM_CLASSES');
  if (savedClasses !== undefined && classes !== null && savedClasses !== classes) {
    notes.push(note('classes-contradicted', { said: savedClasses, classes }));
  }
}

/**
 * The published evaluation: shorter side to int(size · 256 / 224), bicubic with antialias, centre crop. Networks with
 * an oblong input are made for photos of that shape: they see the whole photo, stretched.
 */
function preprocessOf(
  config: VHeatConfig | VitConfig,
  { mean, std }: Overrides,
  { notes, assumed }: Remarks,
): Recognised['preprocess'] {
  const { imageSize } = config;
  const input = inputSizeOf(config);
  if (config.architecture === 'vit' && (mean === undefined || std === undefined)) {
    assumed.push('normalisation');
    notes.push(note('normalisation-assumed'));
  }
  return {
    resizeShorterSide: Math.floor((imageSize * 256) / 224),
    centreCrop: imageSize,
    stretchTo: input.height === input.width ? undefined : input,
    interpolation: 'bicubic',
    mean: triple('mean', mean ?? IMAGENET_NORMALISATION.mean, () => true),
    std: triple('std', std ?? IMAGENET_NORMALISATION.std, (value) => value > 0),
  };
}

function triple(
  what: 'mean' | 'std',
  values: readonly number[],
  allowed: (value: number) => boolean,
): [number, number, number] {
  if (values.length === 3 && values.every((value) => Number.isFinite(value) && allowed(value))) {
    return [values[0], values[1], values[2]];
  }
  throw new WeightsError('override', { what });
}

function labelsOf(
  classes: number | null,
  labels: readonly string[] | undefined,
  { notes }: Remarks,
): readonly string[] | null {
  if (labels === undefined || labels.length === classes) return labels ?? null;
  notes.push(note('labels-left-out', { labels: labels.length, classes }));
  return null;
}

function without(arrays: NamedArrays, pattern: RegExp): { kept: NamedArrays; dropped: string[] } {
  const kept = new Map<string, NamedArray>();
  const dropped: string[] = [];
  for (const [name, array] of arrays) {
    if (pattern.test(name)) dropped.push(name);
    else kept.set(name, array);
  }
  return { kept, dropped };
}

function nameOf(config: VHeatConfig | VitConfig): string {
  return config.classes === null ? `${sizeName(config)}, backbone` : sizeName(config);
}

function sizeName(config: VHeatConfig | VitConfig): string {
  if (config.architecture === 'vit') {
    const { width, depth, patchSize } = config;
    const known = NAMED_VITS.find(([, w, d]) => w === width && d === depth);
    return known ? `${known[0]}/${patchSize}` : `ViT ${width} × ${depth}, patch ${patchSize}`;
  }
  const { dims, depths } = config;
  const regular = dims.every((dim, stage) => dim === dims[0] * 2 ** stage);
  const known = NAMED_VHEATS.find(
    ([, dim, list]) => regular && dim === dims[0] && list === depths.join(),
  );
  return known ? known[0] : `vHeat ${dims.join('-')}, depths ${depths.join('-')}`;
}

/** Typed look-ups in the configuration that a training script left in its file. */
class Pickled {
  constructor(private readonly root: Checkpoint['config']) {}

  get(...path: readonly string[]): unknown {
    let value: unknown = this.root;
    for (const key of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
        return undefined;
      value = (value as Record<string, unknown>)[key];
    }
    return value;
  }

  boolean(...path: readonly string[]): boolean | undefined {
    const value = this.get(...path);
    return typeof value === 'boolean' ? value : undefined;
  }

  /** How patches lie by the input size of a configuration, one side or [height, width], where that fits the weights. */
  grid(arrays: NamedArrays): Grid | undefined {
    const patchSize = arrays.get('patch_embed.proj.weight')?.shape[2] ?? 1;
    const positions = arrays.get('pos_embed')?.shape[1] ?? 0;
    const size = ['img_size', 'input_size', 'image_size'].map((key) => this.get(key)).find(Boolean);
    const sides: unknown[] = Array.isArray(size) ? size.slice(-2) : [size, size];
    const [rows, columns] = sides.map((side) => Number(side) / patchSize);
    const fits = Number.isInteger(rows) && rows > 0 && rows * columns === positions - 1;
    return fits ? [rows, columns] : undefined;
  }

  number(...path: readonly string[]): number | undefined {
    const value = this.get(...path);
    return typeof value === 'number' ? value : undefined;
  }
}
