import type { NamedArrays } from '../../checkpoint/named-array.ts';
import type { Conv, Linear, Norm } from '../nn/layers.ts';
import { channelsLastFilter, rowsOf, scaledBy, StateDict, transposed } from '../nn/state-dict.ts';
import type { CpuTensor } from '../nn/tree.ts';
import type { VitConfig } from './config.ts';
import type { VitBlock, VitWeights } from './weights.ts';

/**
 * Builds the weights tree from a state_dict with timm names.
 * @param config usually `vitConfigOf(arrays, hints)`
 * @throws {WeightsError} `weights-mismatch`, naming every missing, unexpected and wrong-shape key
 */
export function readVitWeights(arrays: NamedArrays, config: VitConfig): VitWeights<CpuTensor> {
  const dict = new StateDict(arrays, 'a ViT');
  const { width, depth, heads, patchSize, classes, imageSize } = config;
  const patches = (imageSize / patchSize) ** 2;
  const token = dict.take('cls_token', [1, 1, width]).data;
  const positions = dict.take('pos_embed', [1, patches + 1, width]).data;
  const weights: VitWeights<CpuTensor> = {
    heads,
    patchSize,
    patchEmbed: readPatchEmbed(dict, config),
    classToken: { shape: [1, 1, width], data: token.map((value, c) => value + positions[c]) },
    positions: { shape: [1, patches, width], data: positions.slice(width) },
    blocks: Array.from({ length: depth }, (_, block) => readBlock(dict, config, block)),
    norm: readNorm(dict, 'norm', width),
    head: readLinear(dict, 'head', width, classes),
  };
  dict.finish();
  return weights;
}

function readPatchEmbed(dict: StateDict, { width, patchSize }: VitConfig): Conv<CpuTensor> {
  const filter = dict.take('patch_embed.proj.weight', [width, 3, patchSize, patchSize]);
  return {
    filter: channelsLastFilter(filter),
    bias: dict.take('patch_embed.proj.bias', [width]),
  };
}

function readBlock(
  dict: StateDict,
  { width, heads, mlpRatio }: VitConfig,
  block: number,
): VitBlock<CpuTensor> {
  const key = `blocks.${block}`;
  const weight = dict.take(`${key}.attn.qkv.weight`, [3 * width, width]);
  const bias = dict.take(`${key}.attn.qkv.bias`, [3 * width]);
  const [query, keys, value] = [0, 1, 2].map((part) => ({
    weight: transposed(rowsOf(weight, part * width, width)),
    bias: rowsOf(bias, part * width, width),
  }));
  const scale = (width / heads) ** -0.5;
  return {
    norm1: readNorm(dict, `${key}.norm1`, width),
    query: { weight: scaledBy(query.weight, scale), bias: scaledBy(query.bias, scale) },
    key: keys,
    value,
    projection: readLinear(dict, `${key}.attn.proj`, width, width),
    norm2: readNorm(dict, `${key}.norm2`, width),
    fc1: readLinear(dict, `${key}.mlp.fc1`, width, width * mlpRatio),
    fc2: readLinear(dict, `${key}.mlp.fc2`, width * mlpRatio, width),
  };
}

function readLinear(dict: StateDict, key: string, ins: number, outs: number): Linear<CpuTensor> {
  return {
    weight: transposed(dict.take(`${key}.weight`, [outs, ins])),
    bias: dict.take(`${key}.bias`, [outs]),
  };
}

function readNorm(dict: StateDict, key: string, width: number): Norm<CpuTensor> {
  return { weight: dict.take(`${key}.weight`, [width]), bias: dict.take(`${key}.bias`, [width]) };
}
