import { add, mean, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { depthwiseConv } from '../../kernels/depthwise-conv/index.ts';
import { gatedHeat } from '../../kernels/gated-heat/index.ts';
import { AS_TRAINED, heat } from '../../kernels/heat/index.ts';
import type { Conduction, HeatBasis } from '../../kernels/heat/index.ts';
import { gatedLayerNorm, layerNorm } from '../../kernels/layer-norm/index.ts';
import { linear } from '../../kernels/linear/index.ts';
import { classifierOf } from '../nn/head.ts';
import { conv } from '../nn/layers.ts';
import type { Block, Stem, VHeatWeights } from './weights.ts';

/** The norms of the stem were built with another ε than all others. */
const STEM_EPSILON = 1e-6;
const EPSILON = 1e-5;

/** One heat operator at work, all [B, n, m, C]. The tensors belong to the forward pass: `keep` what must outlive it. */
export interface Operation {
  /** U⁰, the operator's input. */
  readonly u0: Tensor4D;
  /** U^t, its result. */
  readonly ut: Tensor4D;
  /** z, the gate before SiLU. */
  readonly z: Tensor4D;
  /** What the whole operator hands to the residual sum, before any norm after it. */
  readonly output: Tensor4D;
}

/** Who looks at a heat operator. */
export type Observer = (operation: Operation) => void;

export interface VHeatOptions {
  /** Time and diffusivity of each block; as trained where absent. */
  readonly conduction?: ((stage: number, block: number) => Conduction) | undefined;
  /** Who looks at the operator of a block as it runs; where nobody does, less is computed. */
  readonly observe?: ((stage: number, block: number) => Observer | undefined) | undefined;
  /** Called with every block's output, [B, n, m, C]. */
  readonly observeBlock?: ((stage: number, block: number, x: Tensor4D) => void) | undefined;
  /** Stops after this block of the last stage; after all of them where absent. */
  readonly lastBlock?: number | undefined;
}

/**
 * Classifies a batch of images. Call inside `tidy`.
 * @param x normalised pixels, [B, H, W, 3]
 * @returns logits [B, classes], what the last linear layer made them of, `pooled` [B, C], and the last stage's features
 *   [B, n, m, C] before norm and pooling
 * @throws {WeightsError} `no-classifier` for a backbone
 */
export function forwardVHeat(
  weights: VHeatWeights<Tensor>,
  x: Tensor4D,
  options: VHeatOptions = {},
): { logits: Tensor2D; pooled: Tensor2D; features: Tensor4D } {
  const head = classifierOf(weights);
  const features = vheatFeatures(weights, x, weights.stages.length - 1, options);
  const pooled = mean<Tensor2D>(layerNorm(features, head.norm, EPSILON), [1, 2]);
  return { logits: linear(pooled, head.linear), pooled, features };
}

/**
 * Runs the network up to the end of one stage. Call inside `tidy`.
 * @param x normalised pixels, [B, H, W, 3]
 * @param lastStage index from 0
 * @returns output of that stage's last block or of `lastBlock`, [B, n, m, C]
 */
export function vheatFeatures(
  weights: VHeatWeights<Tensor>,
  x: Tensor4D,
  lastStage: number,
  options: VHeatOptions = {},
): Tensor4D {
  const pixels = x;
  x = tidy(() => patchEmbed(weights.stem, pixels));
  for (const [stage, { blocks, basis, downsample }] of weights.stages.entries()) {
    for (const [block, layer] of blocks.entries()) {
      const conduction = options.conduction?.(stage, block) ?? AS_TRAINED;
      const observe = options.observe?.(stage, block);
      // What a block leaves behind goes with it: of large pictures all blocks together are more than a device holds.
      const input = x;
      x = tidy(() => vheatBlock(layer, basis, weights.postNorm, input, conduction, observe));
      options.observeBlock?.(stage, block, x);
      if (stage === lastStage && block === options.lastBlock) return x;
    }
    if (stage === lastStage || !downsample) break;
    x = layerNorm(conv(x, downsample.conv, 2, 1), downsample.norm, EPSILON);
  }
  return x;
}

/** Pixels to tokens at a quarter of the resolution: [B, H, W, 3] → [B, H/4, W/4, C]. */
export function patchEmbed({ conv1, norm1, conv2, norm2 }: Stem<Tensor>, x: Tensor4D): Tensor4D {
  x = layerNorm(conv(x, conv1, 2, 1), norm1, STEM_EPSILON, { gelu: true });
  return layerNorm(conv(x, conv2, 2, 1), norm2, STEM_EPSILON);
}

/** One vHeat block, pre-norm or post-norm: x += HCO branch, x += MLP (vHeat, figure 3). Call inside `tidy`. */
export function vheatBlock(
  block: Block<Tensor>,
  basis: HeatBasis<Tensor>,
  postNorm: boolean,
  x: Tensor4D,
  conduction: Conduction,
  observe?: Observer,
): Tensor4D {
  const { norm1, norm2 } = block;
  if (postNorm) {
    const y = heatOperator(block, basis, x, conduction, observe);
    x = layerNorm(y, norm1, EPSILON, { plus: x });
    return layerNorm(mlp(block, x), norm2, EPSILON, { plus: x });
  }
  x = heatOperator(block, basis, layerNorm(x, norm1, EPSILON), conduction, observe, x);
  return mlp(block, layerNorm(x, norm2, EPSILON), x);
}

/** Depthwise conv → u, z → HCO(u) → norm → gate by SiLU(z) → linear (vHeat, figure 3), and the way around if any. */
function heatOperator(
  block: Block<Tensor>,
  basis: HeatBasis<Tensor>,
  x: Tensor4D,
  conduction: Conduction,
  observe: Observer | undefined,
  plus?: Tensor4D,
): Tensor4D {
  const { depthwise, source, gate, k, outNorm, outLinear } = block;
  const local = depthwiseConv(x, depthwise.filter, depthwise.bias);
  if (observe === undefined) {
    const gated = gatedHeat(local, { source, gate, k, basis, outNorm }, conduction, EPSILON);
    return linear(gated, outLinear, { plus });
  }
  const u0 = linear(local, source);
  const z = linear(local, gate);
  const ut = heat(u0, k, basis, conduction);
  const output = linear(gatedLayerNorm(ut, outNorm, EPSILON, z), outLinear);
  observe({ u0, ut, z, output });
  return plus === undefined ? output : add(plus, output);
}

function mlp({ fc1, fc2 }: Block<Tensor>, x: Tensor4D, plus?: Tensor4D): Tensor4D {
  return linear(linear(x, fc1, { gelu: true }), fc2, { plus });
}
