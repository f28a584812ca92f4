import { fused, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { withGradient } from '../dispatch.ts';
import { productWithTransposed } from '../product/index.ts';
import { finish } from '../epilogue.ts';
import type { Epilogue } from '../epilogue.ts';

/** y = x·weight + bias. */
export interface Linear<T> {
  /** [in, out] */
  readonly weight: T;
  /** [out] */
  readonly bias: T | null;
}

/** A linear layer in plain operations. */
export function linearReference(x: Tensor, layer: Linear<Tensor>, epilogue: Epilogue): Tensor {
  const { weight, bias } = layer;
  const rows = rowsOf(x);
  const y = withGradient(
    [rows],
    () => fused.matMul({ a: rows, b: weight, ...(bias && { bias }) }),
    (dy) => linearGradient(dy, layer),
  );
  return finish(reshape(y, widened(x, weight)), epilogue);
}

/** Gradient of a linear layer to its rows, [N, out] → [N, in]. */
export function linearGradient(dy: Tensor, { weight }: Linear<Tensor>): Tensor {
  return productWithTransposed(dy as Tensor2D, weight);
}

/** [..., in] → [N, in] */
export function rowsOf(x: Tensor): Tensor2D {
  return reshape(x, [-1, x.shape[x.rank - 1]]);
}

/** The shape of a layer's result. */
export function widened(x: Tensor, weight: Tensor): number[] {
  return [...x.shape.slice(0, -1), weight.shape[1] ?? 0];
}
