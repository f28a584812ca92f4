import type { NamedArrays } from '../../checkpoint/named-array.ts';
import type { Grid } from '../grid.ts';
import { NO_KEYS, WeightsError } from '../error.ts';

/** How a checkpoint made for one input size serves another. */
export type ResizeRule =
  /** Pads the frequency value embedding with zeros at the high end: keeps "cycles per image". */
  | 'zero-pad'
  /** Resizes it bicubically: keeps "fraction of Nyquist". */
  | 'bicubic';

/** Everything that tells one vHeat from another. */
export interface VHeatConfig {
  readonly architecture: 'vheat';
  /** Channels per stage. */
  readonly dims: readonly number[];
  /** Blocks per stage. */
  readonly depths: readonly number[];
  readonly postNorm: boolean;
  readonly layerScale: boolean;
  /** Null for a backbone, which has no classifier. */
  readonly classes: number | null;
  /** Hidden channels of the MLP as a multiple of C. */
  readonly mlpRatio: number;
  /** Pixels per side of the square input; of an oblong one, of its longer side. */
  readonly imageSize: number;
  /** Tokens of the first stage; a square of a quarter of `imageSize` where absent. */
  readonly grid?: Grid | undefined;
  /** Used where the grid is not the one of the checkpoint. */
  readonly resize: ResizeRule;
}

/** What the keys do not tell, or what somebody wants otherwise. */
export interface VHeatHints {
  readonly postNorm?: boolean | undefined;
  /** Pixels per side of a square input, or of the longer side of the checkpoint's own. */
  readonly imageSize?: number | undefined;
  readonly resize?: ResizeRule | undefined;
}

/** Whether a state_dict belongs to a vHeat of either form, with or without its classifier. */
export function isVHeat(arrays: NamedArrays): boolean {
  return arrays.has('patch_embed.conv1.weight') && arrays.has('layers.0.0.op.dwconv.weight');
}

/** True when k is stored as exp(−λk) and the frequency embedding is gone. */
export function isInferenceForm(arrays: NamedArrays): boolean {
  return arrays.has('layers.0.0.op.k_exp');
}

/** Input pixels per token and axis at a stage. */
export function strideOf(stage: number): number {
  return 4 * 2 ** stage;
}

/** Tokens of a stage: each stage halves the grid of the one before, and rounds up as its convolution does. */
export function gridAt([rows, columns]: Grid, stage: number): Grid {
  return [Math.ceil(rows / 2 ** stage), Math.ceil(columns / 2 ** stage)];
}

/** Tokens of a network's first stage. */
export function firstGrid({ grid, imageSize }: Pick<VHeatConfig, 'grid' | 'imageSize'>): Grid {
  return grid ?? [imageSize / strideOf(0), imageSize / strideOf(0)];
}

/** Tokens of the first stage that the checkpoint was made for. */
export function nativeGrid(arrays: NamedArrays): Grid {
  const map = arrays.get('freq_embed.0') ?? arrays.get('layers.0.0.op.k_exp');
  if (map?.shape.length !== 3) throw mismatch('frequency-maps');
  return [map.shape[0], map.shape[1]];
}

/** Pixels per side of the input that the checkpoint was made for; of an oblong one, of its longer side. */
export function nativeImageSize(arrays: NamedArrays): number {
  return Math.max(...nativeGrid(arrays)) * strideOf(0);
}

/**
 * Reads the configuration from the keys of a state_dict. Keys win over hints except where they are silent:
 * post-norm is taken from the hint, else from the presence of layer scale. Without a hint a network takes the input
 * that its frequency maps were made for, oblong ones too.
 * @throws {WeightsError} `weights-mismatch` when the keys are not a vHeat's; `input-size` when the wanted size is not
 *   a multiple of the last stage's stride, or the inference form is asked for another size than its own
 */
export function vheatConfigOf(arrays: NamedArrays, hints: VHeatHints = {}): VHeatConfig {
  if (!isVHeat(arrays)) throw mismatch('beginning');
  const depths: number[] = [];
  const dims: number[] = [];
  while (arrays.has(blockKey(depths.length, 0))) {
    const stage = depths.length;
    dims.push(arrays.get(blockKey(stage, 0))?.shape[0] ?? 0);
    let depth = 1;
    while (arrays.has(blockKey(stage, depth))) depth++;
    depths.push(depth);
  }
  const layerScale = arrays.has('layers.0.0.gamma1');
  const hidden = arrays.get('layers.0.0.mlp.fc1.weight')?.shape[0] ?? 4 * dims[0];
  const classifier = arrays.get('classifier.3.weight') ?? arrays.get('classifier.3.bias');
  const classes = classifier?.shape[0] ?? null;
  const grid = gridOf(arrays, hints.imageSize, depths.length);
  return {
    architecture: 'vheat',
    dims,
    depths,
    postNorm: hints.postNorm ?? layerScale,
    layerScale,
    classes,
    mlpRatio: hidden / dims[0],
    imageSize: Math.max(...grid) * strideOf(0),
    ...(grid[0] === grid[1] ? {} : { grid }),
    // Detectors and segmenters are published with the one rule, classifiers with the other.
    resize: hints.resize ?? (classes === null ? 'bicubic' : 'zero-pad'),
  };
}

/** Tokens of the first stage at the size that is wanted, else at the checkpoint's own, in whole tokens of every stage. */
function gridOf(arrays: NamedArrays, imageSize: number | undefined, stages: number): Grid {
  const native = nativeGrid(arrays);
  const stride = strideOf(stages - 1);
  const whole = stride / strideOf(0);
  const inference = isInferenceForm(arrays);
  const [rows, columns] = native.map((side) => Math.max(1, Math.round(side / whole)) * whole);
  const isWhole = rows === native[0] && columns === native[1];
  const own = Math.max(rows, columns) * strideOf(0);
  if ((imageSize === undefined || imageSize === own) && (isWhole || !inference))
    return [rows, columns];
  if (imageSize === undefined) throw inputSize(nativeImageSize(arrays), stride);
  if (!Number.isInteger(imageSize / stride) || imageSize <= 0) throw inputSize(imageSize, stride);
  if (inference) {
    throw new WeightsError('input-size', {
      fault: 'inference-form',
      size: imageSize,
      allowed: nativeImageSize(arrays),
    });
  }
  const side = imageSize / strideOf(0);
  return [side, side];
}

function inputSize(size: number, stride: number): WeightsError {
  return new WeightsError('input-size', { fault: 'stride', size, allowed: stride });
}

function blockKey(stage: number, block: number): string {
  return `layers.${stage}.${block}.op.dwconv.weight`;
}

function mismatch(fault: 'beginning' | 'frequency-maps'): WeightsError {
  return new WeightsError('weights-mismatch', { network: 'vheat', fault, keys: NO_KEYS });
}
