import { matMul, reshape, stack, transpose, unstack } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';

// WASM's fast matrix product takes one pair of plain matrices; stacks and transposition flags go another, slow way.

export function productOfPairs(a: Tensor4D, b: Tensor4D): Tensor4D {
  const [batch, heads, rows, inner] = a.shape;
  const columns = b.shape[3];
  const right = unstack(reshape(b, [-1, inner, columns]));
  const pairs = unstack(reshape(a, [-1, rows, inner])).map((left, i) => matMul(left, right[i]));
  return reshape(stack(pairs), [batch, heads, rows, columns]);
}

export function productAfterTransposing(a: Tensor2D, b: Tensor): Tensor {
  return matMul(a, transpose(b));
}
