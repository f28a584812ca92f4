import { matMul, reshape, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { byKernel, runKernel, withGradient } from '../dispatch.ts';
import { PRODUCT } from './name.ts';

const multiply = byKernel(
  PRODUCT,
  (a: Tensor4D, b: Tensor4D): Tensor4D =>
    reshape(runKernel(PRODUCT, { a: stackOf(a), b: stackOf(b) }, { turned: 0 }), [
      ...(a.shape.slice(0, 3) as [number, number, number]),
      b.shape[3],
    ]),
  (a, b) => matMul(a, b),
);

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
export const productWithTransposed = byKernel(
  PRODUCT,
  (a: Tensor2D, b: Tensor): Tensor => {
    const y = runKernel(PRODUCT, { a: stackOf(a), b: stackOf(b) }, { turned: 1 });
    return reshape(y, [a.shape[0], b.shape[0]]);
  },
  (a, b) => matMul(a, b, false, true),
);

/** [..., N, d] → [stacks, N, d] */
function stackOf(x: Tensor): Tensor {
  return reshape(x, [-1, ...x.shape.slice(-2)]);
}

function turned(x: Tensor): Tensor4D {
  return transpose(x as Tensor4D, [0, 1, 3, 2]);
}
