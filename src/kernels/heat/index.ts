import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { byKernel, withGradient } from '../dispatch.ts';
import { heatByKernel } from './by-kernel.ts';
import { HEAT } from './name.ts';
import { AS_TRAINED, heatReference } from './reference.ts';
import type { Conduction, HeatBasis } from './reference.ts';

export { AS_TRAINED };
export type { Conduction, HeatBasis };

const forward = byKernel(
  HEAT,
  (u: Tensor4D, k: Tensor, basis: HeatBasis<Tensor>, conduction: Conduction): Tensor4D =>
    heatByKernel(u, k, basis, conduction),
  heatReference,
);

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
  const conduct = (x: Tensor) => forward(x as Tensor4D, k, basis, conduction);
  return withGradient([u], () => conduct(u), conduct) as Tensor4D;
}
