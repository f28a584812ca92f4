import { getBackend } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { runKernel, withGradient } from '../run.ts';
import { heatByTransposition, heatReference } from './reference.ts';
import type { Conduction, HeatBasis } from './reference.ts';
import { HEAT, TILE_FLOATS } from './webgpu.ts';

export type { Conduction, HeatBasis };

/**
 * The heat conduction operator, IDCT2(DCT2(u)·exp(−λ·k·t)) per channel (vHeat, eq. 8). Time and diffusivity may
 * change from call to call without recompiling anything.
 * @param u [B, n, m, C]
 * @param k learned diffusivity over frequencies, [n, m, C]
 * @returns heat at time t, [B, n, m, C]
 */
export function heat(
  u: Tensor4D,
  k: Tensor,
  basis: HeatBasis<Tensor>,
  conduction: Conduction,
): Tensor4D {
  // The operator is linear and self-adjoint: its gradient is the operator applied to the gradient.
  const conduct = (x: Tensor) => conducted(x as Tensor4D, k, basis, conduction);
  return withGradient([u], () => conduct(u), conduct) as Tensor4D;
}

function conducted(
  u: Tensor4D,
  k: Tensor,
  basis: HeatBasis<Tensor>,
  conduction: Conduction,
): Tensor {
  const plain = getBackend() === 'wasm' ? heatByTransposition : heatReference;
  const reference = () => plain(u, k, basis, conduction);
  const [, n, m] = u.shape;
  if (n * m > TILE_FLOATS) return reference();
  const { time, constant } = conduction;
  const attributes = { time, constant: constant ?? 0, learned: Number(constant === null) };
  const { rows, columns } = basis;
  return runKernel(HEAT, { u, k, rows, columns }, attributes, reference);
}
