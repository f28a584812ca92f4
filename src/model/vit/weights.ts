import type { Head } from '../nn/head.ts';
import type { Conv, Linear, Norm } from '../nn/layers.ts';

/** A whole ViT: the type of its weights is the architecture. T is a tensor on the CPU or on the device. */
export interface VitWeights<T> {
  readonly heads: number;
  /** Pixels per side of a patch. */
  readonly patchSize: number;
  readonly patchEmbed: Conv<T>;
  /** Class token with its position added, [1, 1, C]. */
  readonly classToken: T;
  /** Positions of the patches, [1, rows·columns, C]. */
  readonly positions: T;
  readonly blocks: readonly VitBlock<T>[];
  /** Null for a backbone, which has no classifier. */
  readonly head: Head<T> | null;
}

export interface VitBlock<T> {
  readonly norm1: Norm<T>;
  /** Scaled by 1/√d, so that its product with the keys is ready for the softmax. */
  readonly query: Linear<T>;
  readonly key: Linear<T>;
  readonly value: Linear<T>;
  readonly projection: Linear<T>;
  readonly norm2: Norm<T>;
  readonly fc1: Linear<T>;
  readonly fc2: Linear<T>;
}
