import { mul } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { byBackend, runKernel, withGradient } from '../dispatch.ts';
import { silu, siluSlope } from '../silu/index.ts';
import { GATED_LAYER_NORM, LAYER_NORM } from './name.ts';
import { layerNormGradient, layerNormReference } from './reference.ts';
import './webgpu.ts';

interface ScaleAndShift {
  /** [C] */
  readonly weight: Tensor;
  /** [C] */
  readonly bias: Tensor;
}

const normed = byBackend({
  reference: layerNormReference,
  webgpu: (x: Tensor, weight: Tensor, bias: Tensor, epsilon: number): Tensor =>
    runKernel(LAYER_NORM, { x, weight, bias }, { epsilon }),
});

const normedAndGated = byBackend({
  reference: (x: Tensor, weight: Tensor, bias: Tensor, epsilon: number, gate: Tensor): Tensor =>
    mul(layerNormReference(x, weight, bias, epsilon), silu(gate)),
  webgpu: (x, weight, bias, epsilon, gate) =>
    runKernel(GATED_LAYER_NORM, { x, weight, bias, gate }, { epsilon }),
});

/**
 * Layer normalisation over the last axis.
 * @param x [..., C]
 * @param epsilon added to the variance
 */
export function layerNorm<X extends Tensor>(
  x: X,
  { weight, bias }: ScaleAndShift,
  epsilon: number,
): X {
  return withGradient(
    [x],
    () => normed(x, weight, bias, epsilon),
    (dy, [kept]) => layerNormGradient(dy, kept, weight, epsilon),
    [x],
  ) as X;
}

/**
 * Layer normalisation over the last axis, then multiplication by SiLU(gate).
 * @param x [..., C]
 * @param gate z, of the shape of x
 */
export function gatedLayerNorm<X extends Tensor>(
  x: X,
  { weight, bias }: ScaleAndShift,
  epsilon: number,
  gate: X,
): X {
  return withGradient(
    [x, gate],
    () => normedAndGated(x, weight, bias, epsilon, gate),
    (dy, [y, z]) => [
      layerNormGradient(mul(dy, silu(z)), y, weight, epsilon),
      mul(mul(dy, siluSlope(z)), layerNormReference(y, weight, bias, epsilon)),
    ],
    [x, gate],
  ) as X;
}
