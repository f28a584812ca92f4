import { matMul, reshape, slice } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from '../dispatch.ts';
import { HEAT, HEAT_OF_COLUMNS, TILE_FLOATS } from './name.ts';
import type { Conduction, HeatBasis } from './reference.ts';

/**
 * The heat operator in one kernel; on a GPU in three where a workgroup cannot keep all tokens: along rows there, along
 * columns there and back, along rows back.
 * @param u [B or more, n, m, C]; those beyond the batch are left out
 */
export function heatByKernel(
  u: Tensor4D,
  k: Tensor,
  { rows, columns }: HeatBasis<Tensor>,
  { time, constant }: Conduction,
  batch = u.shape[0],
): Tensor4D {
  const [, n, m, channels] = u.shape;
  const attributes = { batch, time, constant: constant ?? 0, learned: Number(constant === null) };
  if (n * m <= TILE_FLOATS || !hasKernel(HEAT_OF_COLUMNS))
    return runKernel(HEAT, { u, k, rows, columns }, attributes) as Tensor4D;
  const alongRows = (y: Tensor, transposed: boolean): Tensor =>
    matMul(reshape(columns, [1, m, m]), reshape(y, [-1, m, channels]), transposed);
  const source = batch === u.shape[0] ? u : slice(u, 0, batch);
  const spectra: Tensor4D = reshape(alongRows(source, false), source.shape);
  const decayed = runKernel(HEAT_OF_COLUMNS, { u: spectra, k, rows }, attributes);
  return reshape(alongRows(decayed, true), [batch, n, m, channels]);
}
