import { fused, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { runKernel, withGradient } from '../dispatch.ts';
import { productWithTransposed } from '../product/index.ts';
import { finish } from '../epilogue.ts';
import type { Epilogue } from '../epilogue.ts';
import { UNPACK_HALVES } from './name.ts';

/** y = x·weight + bias. */
export interface Linear<T> {
  /** [in, out] */
  readonly weight: T;
  /** [out] */
  readonly bias: T | null;
  /** [out]; where it is there, the weight is pairs of halves, [in, out / 2]: see `halves.ts`. */
  readonly scale?: T | undefined;
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
  return finish(reshape(y, widened(x, layer)), epilogue);
}

/** Gradient of a linear layer to its rows, [N, out] → [N, in]. */
export function linearGradient(dy: Tensor, layer: Linear<Tensor>): Tensor {
  return productWithTransposed(dy as Tensor2D, weightOf(layer));
}

/** The weight as numbers, [in, out]. */
export function weightOf({ weight, scale }: Linear<Tensor>): Tensor {
  return scale === undefined ? weight : runKernel(UNPACK_HALVES, { weight, scale });
}

/** [..., in] → [N, in] */
export function rowsOf(x: Tensor): Tensor2D {
  return reshape(x, [-1, x.shape[x.rank - 1]]);
}

/** The shape of a layer's result. */
export function widened(x: Tensor, layer: Linear<Tensor>): number[] {
  return [...x.shape.slice(0, -1), columnsOf(layer)];
}

/** How many numbers a layer makes of a row. */
export function columnsOf({ weight, scale }: Linear<Tensor>): number {
  return scale === undefined ? (weight.shape[1] ?? 0) : scale.size;
}
