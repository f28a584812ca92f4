import { add, erf, mul, sigmoid } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** GELU with the exact error function, x·Φ(x). */
export function gelu<X extends Tensor>(x: X): X {
  return mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1));
}

/** SiLU, x·σ(x). */
export function silu<X extends Tensor>(x: X): X {
  return mul(x, sigmoid(x));
}
