import { add, mean, mul, rsqrt, square, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Layer normalisation over the last axis in plain operations. */
export function layerNormReference<X extends Tensor>(
  x: X,
  weight: Tensor,
  bias: Tensor,
  epsilon: number,
): X {
  const centred = sub(x, mean(x, -1, true));
  const variance = mean(square(centred), -1, true);
  return add(mul(mul(centred, rsqrt(add(variance, epsilon))), weight), bias);
}
