import type { Tensor } from '@tensorflow/tfjs-core';
import { layerNormReference } from './reference.ts';

/**
 * Layer normalisation over the last axis.
 * @param x [..., C]
 * @param norm scale and shift, [C] each
 * @param epsilon added to the variance
 */
export function layerNorm<X extends Tensor>(
  x: X,
  norm: { readonly weight: Tensor; readonly bias: Tensor },
  epsilon: number,
): X {
  return layerNormReference(x, norm.weight, norm.bias, epsilon);
}
