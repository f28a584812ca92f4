import type { ByteSource } from '../../checkpoint/byte-source.ts';
import type { NamedArrays } from '../../checkpoint/named-array.ts';
import { partAlone, partName } from '../../checkpoint/parts.ts';
import { readCheckpoint } from '../../checkpoint/read-checkpoint.ts';
import type { InputSize } from '../../math/resample.ts';
import { coded } from '../../coded/coded.ts';
import { cropRuleAt } from '../../model/preprocess.ts';
import { networkPrefixes } from '../../model/network-prefixes.ts';
import { WeightsError, type ReportNotes } from '../../model/error.ts';
import { inputSizeOf } from '../../model/input-size.ts';
import { recognise, type Overrides, type Recognised } from '../../model/recognise.ts';
import {
  isInferenceForm,
  nativeGrid,
  nativeImageSize,
  strideOf,
} from '../../model/vheat/config.ts';
import { boundedEntries } from '../../model/vheat/diffusivity.ts';
import { EngineError } from '../error.ts';
import { gridInConfig, type ModelConfig } from './config.ts';
import type { ModelChoices } from './choices.ts';
import type { OutlierDetector } from './outliers.ts';
import type { ModelReport } from './report.ts';
import type { Network } from '../network.ts';
import { buildNetwork } from './read-network.ts';

/** Input sizes on offer; a model's own may be larger. */
const LARGEST_INPUT = 512;

/** Weights to make a network of, and what is known besides. */
export interface Weights {
  readonly id: string;
  /** Name or address of the file, as people know it. */
  readonly file: string;
  readonly source: ByteSource;
  /** The model folder's; null for a checkpoint alone. */
  readonly config: ModelConfig | null;
  readonly choices: ModelChoices;
  /** Tells pictures of none of its classes; of weights used as their folder says. */
  readonly outliers?: OutlierDetector | null;
}

export interface OpenOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (loaded: number, total: number) => void;
  /** Names of ImageNet's 1000 classes, asked for when a model has 1000 classes and no names. */
  readonly imagenetLabels: () => Promise<readonly string[]>;
}

/**
 * Makes a network of a checkpoint of any supported format and architecture.
 * @throws CheckpointError of the readers, `part-alone`; WeightsError of `recognise` and of the networks;
 *   EngineError `input-size`, `file-gone`
 */
export async function openCheckpoint(weights: Weights, options: OpenOptions): Promise<Network> {
  try {
    return await openWhole(weights, options);
  } catch (error) {
    // A part of a model is no network, whatever else the reason seems to be.
    const part = error instanceof WeightsError ? partName(weights.file) : null;
    throw part ? partAlone(part) : error;
  }
}

async function openWhole(weights: Weights, options: OpenOptions): Promise<Network> {
  const { id, file, source, config, choices } = weights;
  const { signal, onProgress } = options;
  const checkpoint = await readCheckpoint(source, {
    variant: choices.variant,
    networks: networkPrefixes,
    signal,
    onProgress,
  }).catch((error: unknown) => {
    throw unreadable(error);
  });
  requireSize(checkpoint.arrays, choices.inputSize);
  const recognised = recognise(checkpoint, file, overridesOf(config, choices));
  // A backbone of which other parts are missing may be a classifier.
  const part = recognised.report.task === 'features' ? partName(file) : null;
  if (part !== null) throw partAlone(part);
  const labels = await labelsOf(recognised, config, choices, options);
  const isOwn = config !== null && !recognised.preprocess.stretchTo;
  const crop = isOwn ? cropRuleAt(recognised.config.imageSize, config.preprocess) : {};
  const preprocess = { ...recognised.preprocess, ...crop };
  return buildNetwork(recognised, preprocess, {
    id,
    name: config?.name ?? nameOf(file),
    labels: labels.names,
    wnids: choices.labels ? null : (config?.wnids ?? null),
    licence: config?.licence ?? null,
    choices,
    temperature: isMeasured(choices) ? (config?.temperature ?? null) : null,
    outliers: isMeasured(choices) ? (weights.outliers ?? null) : null,
    report: reportOf(recognised, {
      bytes: source.size,
      labels: labels.from,
      mean: preprocess.mean,
      std: preprocess.std,
    }),
  });
}

/** Whether a model folder's numbers are of the network that was chosen: names of classes change none. */
function isMeasured(choices: ModelChoices): boolean {
  return Object.entries(choices).every(([key, value]) => key === 'labels' || value === undefined);
}

/** A file that was picked and then moved, changed or unplugged. */
function unreadable(error: unknown): unknown {
  if (!(error instanceof DOMException) || !/^Not(Found|Readable)Error$/.test(error.name))
    return error;
  return new EngineError('file-gone', {}, { cause: error });
}

/** The last path component without its extension. */
function nameOf(file: string): string {
  const base = file.split(/[\\/]/).pop() ?? file;
  return base.replace(/\.[a-z]{2,12}$/i, '') || 'checkpoint';
}

function overridesOf(config: ModelConfig | null, choices: ModelChoices): Overrides {
  const { heads, grid, postNorm, inputSize, resize, mean, std } = choices;
  return {
    heads: heads ?? (config?.architecture === 'vit' ? config.heads : undefined),
    grid: grid ?? (config?.architecture === 'vit' ? gridInConfig(config) : undefined),
    postNorm: postNorm ?? (config?.architecture === 'vheat' ? config.postNorm : undefined),
    // The grid of a ViT says more.
    inputSize: inputSize ?? (config?.architecture === 'vheat' ? config.imageSize : undefined),
    resize,
    mean: mean ?? config?.preprocess.mean,
    std: std ?? config?.preprocess.std,
    // Names that the user gives are judged here; those that a folder gives below.
    labels: choices.labels,
  };
}

function requireSize(arrays: NamedArrays, wanted: number | undefined): void {
  if (wanted === undefined || (wanted >= 1 && wanted <= LARGEST_INPUT)) return;
  if (arrays.has('patch_embed.conv1.weight') && wanted === nativeImageSize(arrays)) return;
  throw new EngineError('input-size', { fault: 'range', size: wanted, allowed: LARGEST_INPUT });
}

async function labelsOf(
  { labels: given, config: { classes } }: Recognised,
  config: ModelConfig | null,
  choices: ModelChoices,
  { imagenetLabels }: OpenOptions,
): Promise<{ names: readonly string[]; from: ModelReport['labels'] }> {
  if (given) return { names: given, from: 'given' };
  if (choices.labels) return { names: [], from: 'none' };
  if (classes !== null && config?.labels?.length === classes)
    return { names: config.labels, from: 'model' };
  if (classes !== 1000) return { names: [], from: 'none' };
  const names = await imagenetLabels().catch(() => []);
  return names.length === classes ? { names, from: 'imagenet-1k' } : { names: [], from: 'none' };
}

function reportOf(
  { report, arrays, config }: Recognised,
  more: Pick<ModelReport, 'bytes' | 'labels' | 'mean' | 'std'>,
): ModelReport {
  const isVHeat = config.architecture === 'vheat';
  const own = isVHeat ? nativeImageSize(arrays) : config.imageSize;
  const fixed = !isVHeat || isInferenceForm(arrays);
  const bounded = boundedEntries(arrays);
  return {
    ...report,
    ...more,
    resize: isVHeat ? config.resize : null,
    tensors: arrays.size,
    stored: [...new Set([...arrays.values()].map(({ stored }) => stored))].sort(),
    dims: isVHeat ? config.dims : null,
    depths: isVHeat ? config.depths : null,
    ownInputSize: own,
    ownInput: isVHeat ? nativeInput(arrays) : inputSizeOf(config),
    inputSizes: fixed ? [own] : inputSizes(own, strideOf(config.dims.length - 1)),
    notes: [
      ...report.notes,
      ...(bounded === 0 ? [] : [coded<ReportNotes>('k-bounded', { entries: bounded })]),
    ],
  };
}

/** Pixels that a vHeat's frequency maps were made for. */
function nativeInput(arrays: NamedArrays): InputSize {
  const [height, width] = nativeGrid(arrays).map((side) => side * strideOf(0));
  return { height, width };
}

/** Multiples of 32 that divide into tokens, and the model's own size. */
function inputSizes(own: number, stride: number): number[] {
  const regular = Array.from({ length: LARGEST_INPUT / 32 }, (_, i) => 32 * (i + 1));
  return [...new Set([...regular.filter((size) => size % stride === 0), own])].sort(
    (a, b) => a - b,
  );
}
