import { getBackend, matMul, reshape, stack, transpose, unstack } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { withGradient } from '../run.ts';

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
export function productWithTransposed(a: Tensor2D, b: Tensor): Tensor {
  return isWasm() ? matMul(a, transpose(b)) : matMul(a, b, false, true);
}

/** WASM's fast matrix product takes one pair of plain matrices; stacks and transposition flags go another, slow way. */
function multiply(a: Tensor4D, b: Tensor4D): Tensor4D {
  if (!isWasm()) return matMul(a, b);
  const [batch, heads, rows, inner] = a.shape;
  const columns = b.shape[3];
  const right = unstack(reshape(b, [-1, inner, columns]));
  const pairs = unstack(reshape(a, [-1, rows, inner])).map((left, i) => matMul(left, right[i]));
  return reshape(stack(pairs), [batch, heads, rows, columns]);
}

function turned(x: Tensor): Tensor4D {
  return transpose(x as Tensor4D, [0, 1, 3, 2]);
}

function isWasm(): boolean {
  return getBackend() === 'wasm';
}
