import { mul } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { byBackend, runKernel, withGradient } from '../dispatch.ts';
import { GELU } from './name.ts';
import { geluReference, geluSlope } from './reference.ts';
import './wasm.ts';
import './webgpu.ts';

const own = (x: Tensor): Tensor => runKernel(GELU, { x });
const forward = byBackend({ reference: geluReference, webgpu: own, wasm: own });

/** GELU with the exact error function, x·Φ(x). */
export function gelu<X extends Tensor>(x: X): X {
  return withGradient(
    [x],
    () => forward(x),
    (dy, [kept]) => mul(dy, geluSlope(kept)),
    [x],
  ) as X;
}
