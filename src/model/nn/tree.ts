import { tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** A tensor in CPU memory, row by row. Weights stay here so that a lost device can be filled again. */
export interface CpuTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/**
 * Applies `change` to every tensor of a weights tree (nested objects and arrays, null where an architecture has
 * nothing) and returns the tree of results.
 */
export function mapTensors(tree: unknown, change: (leaf: CpuTensor) => unknown): unknown {
  if (isCpuTensor(tree)) return change(tree);
  if (Array.isArray(tree)) return tree.map((branch) => mapTensors(branch, change));
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([name, branch]) => [name, mapTensors(branch, change)]),
  );
}

/** Puts one CPU tensor on the current backend; the caller disposes it. */
export function uploadTensor({ data, shape }: CpuTensor): Tensor {
  return tensor(data, [...shape], 'float32');
}

function isCpuTensor(value: unknown): value is CpuTensor {
  return (
    typeof value === 'object' &&
    value !== null &&
    'data' in value &&
    value.data instanceof Float32Array
  );
}
