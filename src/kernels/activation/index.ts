import { mul, sigmoid } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { runKernel } from '../run.ts';
import { geluReference } from './reference.ts';
import { GELU } from './webgpu.ts';

/** GELU with the exact error function, x·Φ(x). */
export function gelu<X extends Tensor>(x: X): X {
  return runKernel(GELU, { x }, {}, () => geluReference(x)) as X;
}

/** SiLU, x·σ(x). */
export function silu<X extends Tensor>(x: X): X {
  return mul(x, sigmoid(x));
}
