import type { NamedArrays } from '../../checkpoint/named-array.ts';
import type { Conv, Linear, Norm } from '../nn/layers.ts';
import { channelsLastFilter, rowsOf, scaledBy, StateDict, transposed } from '../nn/state-dict.ts';
import type { TensorSource, Unread } from '../nn/state-dict.ts';
import type { CpuTensor } from '../nn/tree.ts';
import { gridOf, type VitConfig } from './config.ts';
import type { VitBlock, VitWeights } from './weights.ts';

/**
 * Builds the weights tree from a state_dict with timm names.
 * @param config usually `vitConfigOf(arrays, hints)`
 * @param unread keys of the file that have no numbers, and why
 * @throws {WeightsError} `weights-mismatch`, naming every missing, unexpected and wrong-shape key
 */
export function readVitWeights(
  arrays: NamedArrays,
  config: VitConfig,
  unread?: Unread,
): VitWeights<CpuTensor> {
  const dict = new StateDict(arrays, 'vit', unread);
  const weights = buildVit(dict, config);
  dict.finish();
  return weights;
}

/** Builds the weights tree from any source of tensors. */
export function buildVit(source: TensorSource, config: VitConfig): VitWeights<CpuTensor> {
  const { width, depth, heads, patchSize, classes } = config;
  const [rows, columns] = gridOf(config);
  const patches = rows * columns;
  const token = source.take('cls_token', [1, 1, width]).data;
  const positions = source.take('pos_embed', [1, patches + 1, width]).data;
  return {
    heads,
    patchSize,
    patchEmbed: readPatchEmbed(source, config),
    classToken: { shape: [1, 1, width], data: token.map((value, c) => value + positions[c]) },
    positions: { shape: [1, patches, width], data: positions.slice(width) },
    blocks: Array.from({ length: depth }, (_, block) => readBlock(source, config, block)),
    head:
      classes === null
        ? null
        : {
            norm: readNorm(source, 'norm', width),
            linear: readLinear(source, 'head', width, classes),
          },
  };
}

function readPatchEmbed(source: TensorSource, { width, patchSize }: VitConfig): Conv<CpuTensor> {
  const filter = source.take('patch_embed.proj.weight', [width, 3, patchSize, patchSize]);
  return {
    filter: channelsLastFilter(filter),
    bias: source.take('patch_embed.proj.bias', [width]),
  };
}

function readBlock(
  source: TensorSource,
  { width, heads, mlpRatio, qkvBias = true }: VitConfig,
  block: number,
): VitBlock<CpuTensor> {
  const key = `blocks.${block}`;
  const weight = source.take(`${key}.attn.qkv.weight`, [3 * width, width]);
  const bias: CpuTensor = qkvBias
    ? source.take(`${key}.attn.qkv.bias`, [3 * width])
    : { shape: [3 * width], data: new Float32Array(3 * width) };
  const [query, keys, value] = [0, 1, 2].map((part) => ({
    weight: transposed(rowsOf(weight, part * width, width)),
    bias: rowsOf(bias, part * width, width),
  }));
  const scale = (width / heads) ** -0.5;
  return {
    norm1: readNorm(source, `${key}.norm1`, width),
    query: { weight: scaledBy(query.weight, scale), bias: scaledBy(query.bias, scale) },
    key: keys,
    value,
    projection: readLinear(source, `${key}.attn.proj`, width, width),
    norm2: readNorm(source, `${key}.norm2`, width),
    fc1: readLinear(source, `${key}.mlp.fc1`, width, width * mlpRatio),
    fc2: readLinear(source, `${key}.mlp.fc2`, width * mlpRatio, width),
  };
}

function readLinear(
  source: TensorSource,
  key: string,
  ins: number,
  outs: number,
): Linear<CpuTensor> {
  return {
    weight: transposed(source.take(`${key}.weight`, [outs, ins])),
    bias: source.take(`${key}.bias`, [outs]),
  };
}

function readNorm(source: TensorSource, key: string, width: number): Norm<CpuTensor> {
  return {
    weight: source.take(`${key}.weight`, [width]),
    bias: source.take(`${key}.bias`, [width]),
  };
}
