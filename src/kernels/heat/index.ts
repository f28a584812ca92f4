import { registerGradient } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { runKernel } from '../run.ts';
import { heatReference } from './reference.ts';
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
  const reference = () => heatReference(u, k, basis, conduction);
  const [, n, m] = u.shape;
  if (n * m > TILE_FLOATS) return reference();
  const { time, constant } = conduction;
  const attributes = { time, constant: constant ?? 0, learned: Number(constant === null) };
  const { rows, columns } = basis;
  return runKernel(HEAT, { u, k, rows, columns }, attributes, reference) as Tensor4D;
}

// The operator is linear and self-adjoint: its gradient is the operator applied to the gradient.
registerGradient({
  kernelName: HEAT,
  inputsToSave: ['k', 'rows', 'columns'],
  gradFunc: (dy, [k, rows, columns], attributes) => ({
    u: () => runKernel(HEAT, { u: dy as Tensor, k, rows, columns }, attributes),
  }),
});
