import { add, concat, reshape, slice, softmax, tile, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { layerNorm } from '../../kernels/layer-norm/index.ts';
import { linear } from '../../kernels/linear/index.ts';
import { product } from '../../kernels/product/index.ts';
import { classifierOf } from '../nn/head.ts';
import { conv } from '../nn/layers.ts';
import type { Linear } from '../nn/layers.ts';
import type { VitBlock, VitWeights } from './weights.ts';

const EPSILON = 1e-6;

export interface VitOptions {
  /**
   * Called with every layer's attention, [B, heads, N, N], rows summing to 1, token 0 being the class token. It
   * belongs to the forward pass: `keep` what must outlive it.
   */
  readonly observe?: ((layer: number, attention: Tensor4D) => void) | undefined;
}

/**
 * Classifies a batch of images. Call inside `tidy`.
 * @param x normalised pixels, [B, H, W, 3]
 * @returns logits [B, classes], what the last linear layer made them of, `pooled` [B, C], and the last block's tokens
 *   [B, N, C] before the final norm, class token first
 * @throws {WeightsError} `no-classifier` for a backbone
 */
export function forwardVit(
  weights: VitWeights<Tensor>,
  x: Tensor4D,
  options: VitOptions = {},
): { logits: Tensor2D; pooled: Tensor2D; tokens: Tensor3D } {
  const head = classifierOf(weights);
  const { tokens } = vitTokens(weights, x, options);
  const [batch, , width] = tokens.shape;
  const first: Tensor2D = reshape(slice(tokens, [0, 0, 0], [batch, 1, width]), [batch, width]);
  const pooled = layerNorm(first, head.norm, EPSILON);
  return { logits: linear(pooled, head.linear), pooled, tokens };
}

/**
 * The patches at the end of the last block, before the final norm, as a grid. Call inside `tidy`.
 * @returns [B, rows, columns, C]
 */
export function vitFeatures(
  weights: VitWeights<Tensor>,
  x: Tensor4D,
  options: VitOptions = {},
): Tensor4D {
  const { tokens, grid } = vitTokens(weights, x, options);
  const [batch, count, width] = tokens.shape;
  return reshape(slice(tokens, [0, 1, 0], [batch, count - 1, width]), [batch, ...grid, width]);
}

function vitTokens(
  weights: VitWeights<Tensor>,
  x: Tensor4D,
  { observe }: VitOptions,
): { tokens: Tensor3D; grid: [rows: number, columns: number] } {
  const patches = conv(x, weights.patchEmbed, weights.patchSize, 0); // [B, rows, columns, C]
  const [batch, rows, columns, width] = patches.shape;
  const positioned = add(reshape(patches, [batch, rows * columns, width]), weights.positions);
  let tokens = concat([tile(weights.classToken, [batch, 1, 1]), positioned], 1) as Tensor3D;
  for (const [layer, block] of weights.blocks.entries()) {
    tokens = vitBlock(block, weights.heads, tokens, (attention) => observe?.(layer, attention));
  }
  return { tokens, grid: [rows, columns] };
}

/** One transformer block: x += attention(norm(x)); x += MLP(norm(x)). Call inside `tidy`. */
export function vitBlock(
  block: VitBlock<Tensor>,
  heads: number,
  tokens: Tensor3D,
  observe: (attention: Tensor4D) => void = () => undefined,
): Tensor3D {
  tokens = attend(block, heads, layerNorm(tokens, block.norm1, EPSILON), observe, tokens);
  const hidden = linear(layerNorm(tokens, block.norm2, EPSILON), block.fc1, { gelu: true });
  return linear(hidden, block.fc2, { plus: tokens });
}

/** softmax(QKᵀ/√d)·V per head; the scale is in Q already. All [B, heads, N, d] but `keys`, which is [B, heads, d, N]. */
export function mixByAttention(
  queries: Tensor4D,
  keys: Tensor4D,
  values: Tensor4D,
  observe: (attention: Tensor4D) => void = () => undefined,
): Tensor4D {
  const attention = softmax(product(queries, keys));
  observe(attention);
  return product(attention, values);
}

function attend(
  { query, key, value, projection }: VitBlock<Tensor>,
  heads: number,
  x: Tensor3D,
  observe: (attention: Tensor4D) => void,
  plus: Tensor3D,
): Tensor3D {
  const [batch, count, width] = x.shape;
  const perHead = (layer: Linear<Tensor>, axes: number[]): Tensor4D =>
    transpose(reshape(linear(x, layer), [batch, count, heads, width / heads]), axes);
  const queries = perHead(query, [0, 2, 1, 3]); // [B, heads, N, d]
  const keys = perHead(key, [0, 2, 3, 1]); // [B, heads, d, N]
  const values = perHead(value, [0, 2, 1, 3]);
  const mixed = transpose(mixByAttention(queries, keys, values, observe), [0, 2, 1, 3]);
  const joined: Tensor3D = reshape(mixed, [batch, count, width]);
  return linear(joined, projection, { plus });
}
