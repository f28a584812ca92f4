import type { Tensor } from '@tensorflow/tfjs-core';
import { WeightsError } from '../error.ts';
import type { Linear, Norm } from './layers.ts';

/** What makes classes of features. */
export interface Head<T> {
  readonly norm: Norm<T>;
  readonly linear: Linear<T>;
}

/**
 * The head of a network that classifies.
 * @throws {WeightsError} `no-classifier` for a backbone
 */
export function classifierOf({ head }: { readonly head: Head<Tensor> | null }): Head<Tensor> {
  if (head !== null) return head;
  throw noClassifier();
}

/** What a backbone answers to whoever asks for classes. */
export function noClassifier(): WeightsError {
  return new WeightsError('no-classifier', { asked: 'forward' });
}
