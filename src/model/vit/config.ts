import type { NamedArrays } from '../../checkpoint/named-array.ts';
import type { Grid } from '../grid.ts';
import { NO_KEYS, WeightsError, type VitVariant } from '../error.ts';

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
  /** Null for a backbone, which has no classifier. */
  readonly classes: number | null;
  /** Pixels per side of the square input; of an oblong one, of its longer side. */
  readonly imageSize: number;
  /** Patches from top to bottom and from left to right; a square where absent. */
  readonly grid?: Grid | undefined;
  /** False where queries, keys and values are made without a bias. */
  readonly qkvBias?: boolean | undefined;
}

/** What the keys do not tell. */
export interface VitHints {
  /** How the patches lie: a square where absent and possible, else the grid that is closest to one. */
  readonly grid?: Grid | undefined;
  /** Attention heads; width / 64 where absent, as in DeiT. */
  readonly heads?: number | undefined;
}

/** How the patches of a network lie. */
export function gridOf({ grid, imageSize, patchSize }: VitConfig): Grid {
  return grid ?? [imageSize / patchSize, imageSize / patchSize];
}

/** Every way that patches can lie: the square first, then from the closest to one to a single row or column. */
export function gridsOf(patches: number): Grid[] {
  const grids: Grid[] = [];
  for (let short = Math.floor(Math.sqrt(patches)); short >= 1; short--) {
    const long = patches / short;
    if (!Number.isInteger(long)) continue;
    grids.push([long, short]);
    if (long !== short) grids.push([short, long]);
  }
  return grids;
}

/** Keys of variants whose forward pass is another one. */
const VARIANTS: readonly (readonly [key: string, variant: VitVariant])[] = [
  ['dist_token', 'distilled'],
  ['reg_token', 'register-tokens'],
  ['blocks.0.ls1.gamma', 'layer-scale'],
  ['blocks.0.attn.q_norm.weight', 'qk-norm'],
  ['fc_norm.weight', 'average-pool'],
  ['norm_pre.weight', 'norm-before'],
];

/** Whether a state_dict uses timm's names of a ViT classifier, variants included. */
export function isVit(arrays: NamedArrays): boolean {
  return arrays.has('patch_embed.proj.weight') && arrays.has('blocks.0.attn.qkv.weight');
}

/**
 * Reads the configuration from the keys of a state_dict; the head count is not in them.
 * @throws {WeightsError} `weights-mismatch` when the keys are not a ViT's, `vit-variant` when they are an unsupported
 *   variant's, `vit-positions` when they seem to be without the class token, `vit-grid` when its patches do not make the grid that was told, `vit-heads` when the head count is
 *   unknown or does not divide the width
 */
export function vitConfigOf(arrays: NamedArrays, hints: VitHints = {}): VitConfig {
  const variant = VARIANTS.find(([key]) => arrays.has(key));
  if (variant) throw unsupported(variant[1], variant[0]);
  const patches = arrays.get('patch_embed.proj.weight')?.shape ?? [];
  const positions = arrays.get('pos_embed')?.shape ?? [];
  if (!isVit(arrays) || patches.length !== 4) {
    throw new WeightsError('weights-mismatch', {
      network: 'vit',
      fault: 'beginning',
      keys: NO_KEYS,
    });
  }
  const grid = gridFrom(arrays, positions, hints.grid);
  const width = patches[0];
  const patchSize = patches[2];
  const heads = hints.heads ?? width / 64;
  if (!Number.isInteger(heads) || heads < 1 || !Number.isInteger(width / heads)) {
    throw new WeightsError('vit-heads', { width, heads });
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
    classes: (arrays.get('head.weight') ?? arrays.get('head.bias'))?.shape[0] ?? null,
    imageSize: Math.max(...grid) * patchSize,
    grid,
    qkvBias: arrays.has('blocks.0.attn.qkv.bias'),
  };
}

/** Photos are rarely longer than this many times their width. */
const LONGEST = 4;

function ratioOf([long, short]: Grid): number {
  return long / short;
}

function unsupported(variant: VitVariant, key: string, shape?: readonly number[]): WeightsError {
  return new WeightsError('vit-variant', { variant, key, shape });
}

/** The grid of a ViT's patches, from its positions: one for the class token, one for each patch. */
function gridFrom(arrays: NamedArrays, positions: readonly number[], told: Grid | undefined): Grid {
  if (positions.length === 0) throw unsupported('no-positions', 'pos_embed');
  if (!arrays.has('cls_token')) throw unsupported('no-class-token', 'cls_token');
  const tokens = positions.length === 3 ? positions[1] : 0;
  const patches = tokens - 1;
  if (patches < 1) {
    throw unsupported('positions-shape', 'pos_embed', positions);
  }
  const [closest] = gridsOf(patches);
  if (told === undefined) {
    const withAll = gridsOf(tokens)[0];
    const isOdd = ratioOf(closest) > (ratioOf(withAll) === 1 ? 1 : LONGEST);
    if (!isOdd || ratioOf(closest) <= ratioOf(withAll)) return closest;
    throw new WeightsError('vit-positions', { positions: tokens, grid: withAll });
  }
  if (told[0] * told[1] === patches) return told;
  throw new WeightsError('vit-grid', { patches, grid: told, grids: gridsOf(patches) });
}
