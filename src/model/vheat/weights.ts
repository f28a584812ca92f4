import type { HeatBasis } from '../../kernels/heat/index.ts';
import type { Head } from '../nn/head.ts';
import type { Conv, Linear, Norm } from '../nn/layers.ts';

/**
 * A whole vHeat: the type of its weights is the architecture. T is a tensor on the CPU or on the device.
 * Layer scale is folded into what it scales, and the double-width linear is split into its two halves.
 */
export interface VHeatWeights<T> {
  readonly stem: Stem<T>;
  readonly stages: readonly Stage<T>[];
  /** Null for a backbone, which has no classifier. */
  readonly head: Head<T> | null;
  /** Normalisation after each branch (Small, Base) instead of before it (Tiny). */
  readonly postNorm: boolean;
}

export interface Stem<T> {
  readonly conv1: Conv<T>;
  readonly norm1: Norm<T>;
  readonly conv2: Conv<T>;
  readonly norm2: Norm<T>;
}

export interface Stage<T> {
  readonly blocks: readonly Block<T>[];
  /** Cosine matrices and eigenvalues of this stage's token grid. */
  readonly basis: HeatBasis<T>;
  /** Halves the grid; null after the last stage. */
  readonly downsample: { readonly conv: Conv<T>; readonly norm: Norm<T> } | null;
}

export interface Block<T> {
  readonly norm1: Norm<T>;
  readonly depthwise: Conv<T>;
  /** Makes u, the heat source. */
  readonly source: Linear<T>;
  /** Makes z, the gate before SiLU. */
  readonly gate: Linear<T>;
  /** Learned diffusivity over frequencies, [n, m, C]. */
  readonly k: T;
  readonly outNorm: Norm<T>;
  readonly outLinear: Linear<T>;
  readonly norm2: Norm<T>;
  readonly fc1: Linear<T>;
  readonly fc2: Linear<T>;
}
