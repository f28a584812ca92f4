import { mul } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { silu } from '../activation/index.ts';
import { runKernel } from '../run.ts';
import { layerNormReference } from './reference.ts';
import { LAYER_NORM } from './webgpu.ts';

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
  return runKernel(LAYER_NORM, { x, weight, bias }, { epsilon }, () =>
    layerNormReference(x, weight, bias, epsilon),
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
  return runKernel(LAYER_NORM, { x, weight, bias, gate }, { epsilon }, () =>
    mul<X>(layerNormReference(x, weight, bias, epsilon), silu(gate)),
  ) as X;
}
