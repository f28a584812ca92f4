import { exp, matMul, mul, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';

/** Constants of a token grid: what its Laplacian looks like in cosine space. */
export interface HeatBasis<T> {
  /** D over rows, [n, n]; see `dctMatrix`. */
  readonly rows: T;
  /** D over columns, [m, m]. */
  readonly columns: T;
  /** λ, [n, m, 1]; see `eigenvalues`. */
  readonly lambda: T;
}

/** How long and how strongly heat flows. */
export interface Conduction {
  /** t ≥ 0, multiplies the exponent. */
  readonly time: number;
  /** One diffusivity in place of the learned map. */
  readonly constant: number | null;
}

/** Heat flows as in training. */
export const AS_TRAINED: Conduction = { time: 1, constant: null };

/** The heat operator in plain operations: four products with cosine matrices and one decay. */
export function heatReference(
  u: Tensor4D,
  k: Tensor,
  basis: HeatBasis<Tensor>,
  conduction: Conduction,
): Tensor4D {
  const [batch, n, m, channels] = u.shape;
  const rows = reshape(basis.rows, [1, n, n]);
  const columns = reshape(basis.columns, [1, m, m]);
  const overColumns = [batch * n, m, channels];
  const overRows = [batch, n, m * channels];
  let y = matMul(columns, reshape(u, overColumns)); // ω_m
  y = matMul(rows, reshape(y, overRows)); // ω_n
  y = mul(reshape(y, u.shape), decay(k, basis, conduction));
  y = matMul(rows, reshape(y, overRows), true);
  y = matMul(columns, reshape(y, overColumns), true);
  return reshape(y, u.shape);
}

/** exp(−λkt), [n, m, C] or [n, m, 1]. */
export function decay(
  k: Tensor,
  { lambda }: HeatBasis<Tensor>,
  { time, constant }: Conduction,
): Tensor {
  return exp(constant === null ? mul(mul(lambda, k), -time) : mul(lambda, -constant * time));
}
