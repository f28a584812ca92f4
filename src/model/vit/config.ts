import type { NamedArrays } from '../../checkpoint/named-array.ts';
import { WeightsError } from '../nn/state-dict.ts';

/** Everything that tells one plain ViT or DeiT from another. */
export interface VitConfig {
  readonly architecture: 'vit';
  readonly width: number;
  readonly depth: number;
  readonly heads: number;
  /** Pixels per side of a patch. */
  readonly patchSize: number;
  /** Hidden channels of the MLP as a multiple of the width. */
  readonly mlpRatio: number;
  readonly classes: number;
  /** Pixels per side of the square input. */
  readonly imageSize: number;
}

/** What the keys do not tell. */
export interface VitHints {
  /** Attention heads; width / 64 where absent, as in DeiT. */
  readonly heads?: number | undefined;
}

/** Keys of variants whose forward pass is another one. */
const VARIANTS: readonly (readonly [key: string, name: string])[] = [
  ['dist_token', 'a distilled DeiT'],
  ['reg_token', 'a ViT with register tokens'],
  ['blocks.0.ls1.gamma', 'a ViT with layer scale'],
  ['blocks.0.attn.q_norm.weight', 'a ViT with normalised queries and keys'],
  ['fc_norm.weight', 'a ViT that averages its patches'],
  ['norm_pre.weight', 'a ViT with a norm before its blocks'],
];

/** Whether a state_dict uses timm's names of a ViT classifier, variants included. */
export function isVit(arrays: NamedArrays): boolean {
  return arrays.has('patch_embed.proj.weight') && arrays.has('blocks.0.attn.qkv.weight');
}

/**
 * Reads the configuration from the keys of a state_dict; the head count is not in them.
 * @throws {WeightsError} `weights-mismatch` when the keys are not a ViT's, `vit-variant` when they are an unsupported
 *   variant's, `vit-heads` when the head count is unknown or does not divide the width
 */
export function vitConfigOf(arrays: NamedArrays, hints: VitHints = {}): VitConfig {
  const variant = VARIANTS.find(([key]) => arrays.has(key));
  if (variant) {
    throw new WeightsError(
      'vit-variant',
      `This is ${variant[1]} (it has ${variant[0]}), which this app cannot run. Open a plain ViT or DeiT.`,
    );
  }
  const patches = arrays.get('patch_embed.proj.weight')?.shape ?? [];
  const tokens = arrays.get('pos_embed')?.shape[1] ?? 0;
  const grid = Math.sqrt(tokens - 1);
  if (!isVit(arrays) || patches.length !== 4 || !Number.isInteger(grid) || grid < 1) {
    throw new WeightsError(
      'weights-mismatch',
      'These weights do not make a ViT: patches, a class token and their positions are expected. Open a plain ViT or DeiT with timm names.',
    );
  }
  const width = patches[0];
  const patchSize = patches[2];
  const heads = hints.heads ?? width / 64;
  if (!Number.isInteger(heads) || heads < 1 || !Number.isInteger(width / heads)) {
    throw new WeightsError(
      'vit-heads',
      `A ViT of width ${width} cannot have ${Number(heads.toFixed(2))} attention heads, and the file does not say how many it has. Give the number.`,
    );
  }
  let depth = 0;
  while (arrays.has(`blocks.${depth}.attn.qkv.weight`)) depth++;
  return {
    architecture: 'vit',
    width,
    depth,
    heads,
    patchSize,
    mlpRatio: (arrays.get('blocks.0.mlp.fc1.weight')?.shape[0] ?? 4 * width) / width,
    classes: arrays.get('head.weight')?.shape[0] ?? 0,
    imageSize: grid * patchSize,
  };
}
