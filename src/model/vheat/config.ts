import type { NamedArrays } from '../../checkpoint/named-array.ts';
import { WeightsError } from '../nn/state-dict.ts';

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
  readonly classes: number;
  /** Hidden channels of the MLP as a multiple of C. */
  readonly mlpRatio: number;
  /** Pixels per side of the square input; the first token grid has a quarter of that. */
  readonly imageSize: number;
  /** Used where `imageSize` is not the size of the checkpoint. */
  readonly resize: ResizeRule;
}

/** What the keys do not tell, or what somebody wants otherwise. */
export interface VHeatHints {
  readonly postNorm?: boolean | undefined;
  readonly imageSize?: number | undefined;
  readonly resize?: ResizeRule | undefined;
}

/** Whether a state_dict belongs to a vHeat classifier of either form. */
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

/** Pixels per side of the input that the checkpoint was made for. */
export function nativeImageSize(arrays: NamedArrays): number {
  const map = arrays.get('freq_embed.0') ?? arrays.get('layers.0.0.op.k_exp');
  if (map?.shape.length !== 3 || map.shape[0] !== map.shape[1]) {
    throw mismatch('the frequency maps of its first stage are missing or not square');
  }
  return map.shape[0] * strideOf(0);
}

/**
 * Reads the configuration from the keys of a state_dict. Keys win over hints except where they are silent:
 * post-norm is taken from the hint, else from the presence of layer scale.
 * @throws {WeightsError} `weights-mismatch` when the keys are not a vHeat's; `input-size` when the wanted size is not
 *   a multiple of the last stage's stride, or the inference form is asked for another size than its own
 */
export function vheatConfigOf(arrays: NamedArrays, hints: VHeatHints = {}): VHeatConfig {
  if (!isVHeat(arrays)) throw mismatch('patch_embed and layers.0.0.op are missing');
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
  const native = nativeImageSize(arrays);
  const imageSize = hints.imageSize ?? native;
  const stride = strideOf(depths.length - 1);
  if (!Number.isInteger(imageSize / stride) || imageSize <= 0) {
    throw new WeightsError(
      'input-size',
      `An input of ${imageSize} pixels does not divide into tokens. Choose a multiple of ${stride}.`,
    );
  }
  if (imageSize !== native && isInferenceForm(arrays)) {
    throw new WeightsError(
      'input-size',
      `This checkpoint is in inference form, which works at ${native} pixels only. Open its training form to use ${imageSize} pixels.`,
    );
  }
  return {
    architecture: 'vheat',
    dims,
    depths,
    postNorm: hints.postNorm ?? layerScale,
    layerScale,
    classes: arrays.get('classifier.3.weight')?.shape[0] ?? 0,
    mlpRatio: hidden / dims[0],
    imageSize,
    resize: hints.resize ?? 'zero-pad',
  };
}

function blockKey(stage: number, block: number): string {
  return `layers.${stage}.${block}.op.dwconv.weight`;
}

function mismatch(what: string): WeightsError {
  return new WeightsError(
    'weights-mismatch',
    `These weights do not make a vHeat: ${what}. Open a checkpoint of a supported architecture.`,
  );
}
