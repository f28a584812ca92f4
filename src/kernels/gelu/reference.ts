import { add, erf, exp, mul, square } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** GELU in plain operations. */
export function geluReference(x: Tensor): Tensor {
  return mul(x, normalCdf(x));
}

/** Derivative of GELU, Φ(x) + x·φ(x). */
export function geluSlope(x: Tensor): Tensor {
  const density = mul(exp(mul(square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
  return add(normalCdf(x), mul(x, density));
}

function normalCdf(x: Tensor): Tensor {
  return mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5);
}
