import { conv2dTranspose, fused } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { withGradient } from '../../kernels/dispatch.ts';

export type { Linear } from '../../kernels/linear/index.ts';

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
