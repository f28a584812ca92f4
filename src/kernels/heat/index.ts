import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { heatReference } from './reference.ts';
import type { Conduction, HeatBasis } from './reference.ts';

export type { Conduction, HeatBasis };

/**
 * The heat conduction operator, IDCT2(DCT2(u)·exp(−λ·k·t)) per channel (vHeat, eq. 8).
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
  return heatReference(u, k, basis, conduction);
}
