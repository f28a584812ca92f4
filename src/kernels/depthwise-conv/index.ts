import { depthwiseConv2d, fused, reverse } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { withGradient } from '../dispatch.ts';

/**
 * 3×3 depthwise convolution at stride 1 with zero padding: one filter per channel.
 * @param x [B, H, W, C]
 * @param filter [3, 3, C, 1]
 * @param bias [C]
 */
export function depthwiseConv(x: Tensor4D, filter: Tensor, bias: Tensor | null): Tensor4D {
  const weights = filter as Tensor4D;
  return withGradient(
    [x],
    () => fused.depthwiseConv2d({ x, filter: weights, strides: 1, pad: 1, ...(bias && { bias }) }),
    // WASM has no kernel for this gradient; at stride 1 it is the same convolution with the filter turned by 180°.
    (dy) => depthwiseConv2d(dy as Tensor4D, reverse(weights, [0, 1]), 1, 1),
  ) as Tensor4D;
}
