import { conv2dTranspose, fused, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { productWithTransposed } from '../../kernels/product/index.ts';
import { withGradient } from '../../kernels/dispatch.ts';

/** y = x·weight + bias. */
export interface Linear<T> {
  /** [in, out] */
  readonly weight: T;
  readonly bias: T | null;
}

/** A 3×3 (or patch-sized) convolution. */
export interface Conv<T> {
  /** [height, width, in, out] */
  readonly filter: T;
  readonly bias: T | null;
}

/** Scale and shift after normalisation over channels. */
export interface Norm<T> {
  readonly weight: T;
  readonly bias: T;
}

/** Applies a linear layer to the last axis: [..., in] → [..., out]. */
export function linear<X extends Tensor>(x: X, { weight, bias }: Linear<Tensor>): X {
  const [ins, outs] = weight.shape;
  const rows = reshape(x, [-1, ins]);
  const y = withGradient(
    [rows],
    () => fused.matMul({ a: rows, b: weight, ...(bias && { bias }) }),
    (dy) => productWithTransposed(dy as Tensor2D, weight),
  );
  return reshape(y, [...x.shape.slice(0, -1), outs]) as X;
}

/**
 * Convolution with PyTorch's explicit padding ('same' of tfjs pads differently at stride 2).
 * @param x [B, H, W, in]
 * @returns [B, H', W', out]
 */
export function conv(
  x: Tensor4D,
  { filter, bias }: Conv<Tensor>,
  stride: number,
  pad: number,
): Tensor4D {
  return withGradient(
    [x],
    () =>
      fused.conv2d({
        x,
        filter: filter as Tensor4D,
        strides: stride,
        pad,
        ...(bias && { bias }),
      }),
    (dy) => conv2dTranspose(dy as Tensor4D, filter as Tensor4D, x.shape, stride, pad),
  ) as Tensor4D;
}
