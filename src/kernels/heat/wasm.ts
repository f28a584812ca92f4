import { matMul, mul, reshape, transpose } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { decay } from './reference.ts';
import type { Conduction, HeatBasis } from './reference.ts';

/**
 * The heat operator with the summed axis turned last each time: WASM has a fast matrix product only for two plain matrices,
 * neither transposed nor batched, and it packs the right one ahead.
 */
export function heatByTransposition(
  u: Tensor4D,
  k: Tensor,
  basis: HeatBasis<Tensor>,
  conduction: Conduction,
): Tensor4D {
  const [batch, n, m, channels] = u.shape;
  const last = (x: Tensor, matrix: Tensor, shape: Tensor4D['shape']): Tensor4D =>
    reshape(matMul(reshape(x, [-1, matrix.shape[0]]), matrix), shape);
  const byRows: Tensor4D['shape'] = [batch, m, channels, n];
  const byColumns: Tensor4D['shape'] = [batch, channels, n, m];
  let y: Tensor4D = last(transpose(u, [0, 2, 3, 1]), transpose(basis.rows), byRows); // ω_n
  y = last(transpose(y, [0, 2, 3, 1]), transpose(basis.columns), byColumns); // ω_m
  y = mul(y, transpose(decay(k, basis, conduction), [2, 0, 1]));
  y = transpose(last(y, basis.columns, byColumns), [0, 3, 1, 2]);
  return transpose(last(y, basis.rows, byRows), [0, 3, 1, 2]);
}
