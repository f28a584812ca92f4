import { add, mean, mul, rsqrt, square, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { silu, siluSlope } from '../silu/index.ts';

export interface ScaleAndShift {
  /** [C] */
  readonly weight: Tensor;
  /** [C] */
  readonly bias: Tensor;
}

/** Layer normalisation over the last axis in plain operations. */
export function layerNormReference(
  x: Tensor,
  weight: Tensor,
  bias: Tensor,
  epsilon: number,
): Tensor {
  const { normal } = standardised(x, epsilon);
  return add(mul(normal, weight), bias);
}

/** Gradient of layer normalisation to x, from the gradient of its result. */
export function layerNormGradient(dy: Tensor, x: Tensor, weight: Tensor, epsilon: number): Tensor {
  const { normal, scale } = standardised(x, epsilon);
  const g = mul(dy, weight);
  const along = mul(normal, mean(mul(g, normal), -1, true));
  return mul(sub(sub(g, mean(g, -1, true)), along), scale);
}

/** Gradients of LN(x)·SiLU(gate) to x and to the gate. */
export function gatedLayerNormGradient(
  dy: Tensor,
  x: Tensor,
  { weight, bias }: ScaleAndShift,
  epsilon: number,
  gate: Tensor,
): [dx: Tensor, dGate: Tensor] {
  return [
    layerNormGradient(mul(dy, silu(gate)), x, weight, epsilon),
    mul(mul(dy, siluSlope(gate)), layerNormReference(x, weight, bias, epsilon)),
  ];
}

/** Rows of mean 0 and variance 1, and what they were multiplied by. */
function standardised(x: Tensor, epsilon: number): { normal: Tensor; scale: Tensor } {
  const centred = sub(x, mean(x, -1, true));
  const scale = rsqrt(add(mean(square(centred), -1, true), epsilon));
  return { normal: mul(centred, scale), scale };
}
