import { mul } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { byKernel, runKernel, withGradient } from '../dispatch.ts';
import { GELU } from './name.ts';
import { geluReference, geluSlope } from './reference.ts';

// WebGPU has it as an epilogue of what comes before.
const forward = byKernel(GELU, (x: Tensor): Tensor => runKernel(GELU, { x }), geluReference);

/** GELU with the exact error function, x·Φ(x). */
export function gelu<X extends Tensor>(x: X): X {
  return withGradient(
    [x],
    () => forward(x),
    (dy, [kept]) => mul(dy, geluSlope(kept)),
    [x],
  ) as X;
}
