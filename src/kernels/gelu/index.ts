import { mul } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { byBackend, runKernel, withGradient } from '../dispatch.ts';
import { GELU } from './name.ts';
import { geluReference, geluSlope } from './reference.ts';
import './wasm.ts';

// WebGPU has it as an epilogue of what comes before.
const forward = byBackend({
  reference: geluReference,
  wasm: (x: Tensor): Tensor => runKernel(GELU, { x }),
});

/** GELU with the exact error function, x·Φ(x). */
export function gelu<X extends Tensor>(x: X): X {
  return withGradient(
    [x],
    () => forward(x),
    (dy, [kept]) => mul(dy, geluSlope(kept)),
    [x],
  ) as X;
}
