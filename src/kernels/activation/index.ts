import { add, mul, sigmoid, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { runKernel, withGradient } from '../run.ts';
import { geluReference, geluSlope } from './reference.ts';
import { GELU } from './webgpu.ts';
import './wasm.ts';

/** GELU with the exact error function, x·Φ(x). */
export function gelu<X extends Tensor>(x: X): X {
  return withGradient(
    [x],
    () => runKernel(GELU, { x }, {}, () => geluReference(x)),
    (dy, [kept]) => mul(dy, geluSlope(kept)),
    [x],
  ) as X;
}

/** SiLU, x·σ(x). */
export function silu<X extends Tensor>(x: X): X {
  return mul(x, sigmoid(x));
}

/** Derivative of SiLU, σ(x)·(1 + x·(1 − σ(x))). */
export function siluSlope(x: Tensor): Tensor {
  const s = sigmoid(x);
  return mul(s, add(mul(x, sub(1, s)), 1));
}
