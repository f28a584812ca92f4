import { add, mul, sigmoid, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** SiLU, x·σ(x). */
export function silu<X extends Tensor>(x: X): X {
  return mul(x, sigmoid(x));
}

/** Derivative of SiLU, σ(x)·(1 + x·(1 − σ(x))). */
export function siluSlope(x: Tensor): Tensor {
  const s = sigmoid(x);
  return mul(s, add(mul(x, sub(1, s)), 1));
}
