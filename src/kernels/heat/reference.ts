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

/** How long and how strongly heat flows; `{time: 1, constant: null}` is as trained. */
export interface Conduction {
  /** t ≥ 0, multiplies the exponent. */
  readonly time: number;
  /** One diffusivity in place of the learned map. */
  readonly constant: number | null;
}

/** The heat operator in plain operations: four products with cosine matrices and one decay. */
export function heatReference(
  u: Tensor4D,
  k: Tensor,
  { rows, columns, lambda }: HeatBasis<Tensor>,
  { time, constant }: Conduction,
): Tensor4D {
  const [batch, n, m, channels] = u.shape;
  const left = reshape(rows, [1, n, n]);
  const right = reshape(columns, [1, m, m]);
  const overColumns = [batch * n, m, channels];
  const overRows = [batch, n, m * channels];
  const faded = exp(constant === null ? mul(mul(lambda, k), -time) : mul(lambda, -constant * time));
  let y = matMul(right, reshape(u, overColumns)); // ω_m
  y = matMul(left, reshape(y, overRows)); // ω_n
  y = mul(reshape(y, u.shape), faded);
  y = matMul(left, reshape(y, overRows), true);
  y = matMul(right, reshape(y, overColumns), true);
  return reshape(y, u.shape);
}
