import { matMul, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { byBackend, withGradient } from '../dispatch.ts';
import { productAfterTransposing, productOfPairs } from './wasm.ts';

const multiply = byBackend({
  reference: (a: Tensor4D, b: Tensor4D): Tensor4D => matMul(a, b),
  wasm: productOfPairs,
});

/**
 * Products of two stacks of matrices, a·b.
 * @param a [B, heads, N, d]
 * @param b [B, heads, d, M]
 * @returns [B, heads, N, M]
 */
export function product(a: Tensor4D, b: Tensor4D): Tensor4D {
  return withGradient(
    [a, b],
    () => multiply(a, b),
    (dy, [x, y]) => [multiply(dy as Tensor4D, turned(y)), multiply(turned(x), dy as Tensor4D)],
    [a, b],
  ) as Tensor4D;
}

/** a·bᵀ for two matrices, [N, d] and [M, d]. */
export const productWithTransposed = byBackend({
  reference: (a: Tensor2D, b: Tensor): Tensor => matMul(a, b, false, true),
  wasm: productAfterTransposing,
});

function turned(x: Tensor): Tensor4D {
  return transpose(x as Tensor4D, [0, 1, 3, 2]);
}
