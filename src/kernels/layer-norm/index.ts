import { mul } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { silu, siluSlope } from '../activation/index.ts';
import { runKernel, withGradient } from '../run.ts';
import { layerNormGradient, layerNormReference } from './reference.ts';
import { GATED_LAYER_NORM, LAYER_NORM } from './webgpu.ts';

interface ScaleAndShift {
  /** [C] */
  readonly weight: Tensor;
  /** [C] */
  readonly bias: Tensor;
}

/**
 * Layer normalisation over the last axis.
 * @param x [..., C]
 * @param epsilon added to the variance
 */
export function layerNorm<X extends Tensor>(
  x: X,
  { weight, bias }: ScaleAndShift,
  epsilon: number,
): X {
  return withGradient(
    [x],
    () =>
      runKernel(LAYER_NORM, { x, weight, bias }, { epsilon }, () =>
        layerNormReference(x, weight, bias, epsilon),
      ),
    (dy, [kept]) => layerNormGradient(dy, kept, weight, epsilon),
    [x],
  ) as X;
}

/**
 * Layer normalisation over the last axis, then multiplication by SiLU(gate).
 * @param x [..., C]
 * @param gate z, of the shape of x
 */
export function gatedLayerNorm<X extends Tensor>(
  x: X,
  { weight, bias }: ScaleAndShift,
  epsilon: number,
  gate: X,
): X {
  return withGradient(
    [x, gate],
    () =>
      runKernel(GATED_LAYER_NORM, { x, weight, bias, gate }, { epsilon }, () =>
        mul(layerNormReference(x, weight, bias, epsilon), silu(gate)),
      ),
    (dy, [y, z]) => [
      layerNormGradient(mul(dy, silu(z)), y, weight, epsilon),
      mul(mul(dy, siluSlope(z)), layerNormReference(y, weight, bias, epsilon)),
    ],
    [x, gate],
  ) as X;
}
