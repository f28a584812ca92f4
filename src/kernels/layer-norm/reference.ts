import { add, mean, mul, rsqrt, square, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Layer normalisation over the last axis in plain operations. */
export function layerNormReference(
  x: Tensor,
  weight: Tensor,
  bias: Tensor,
  epsilon: number,
): Tensor {
  const { normal } = standardised(x, epsilon);
  return add(mul(normal, weight), bias);
}

/** Gradient of layer normalisation to x, from the gradient of its result. */
export function layerNormGradient(dy: Tensor, x: Tensor, weight: Tensor, epsilon: number): Tensor {
  const { normal, scale } = standardised(x, epsilon);
  const g = mul(dy, weight);
  const along = mul(normal, mean(mul(g, normal), -1, true));
  return mul(sub(sub(g, mean(g, -1, true)), along), scale);
}

/** Rows of mean 0 and variance 1, and what they were multiplied by. */
function standardised(x: Tensor, epsilon: number): { normal: Tensor; scale: Tensor } {
  const centred = sub(x, mean(x, -1, true));
  const scale = rsqrt(add(mean(square(centred), -1, true), epsilon));
  return { normal: mul(centred, scale), scale };
}
