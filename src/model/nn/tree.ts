import { dispose, tensor } from '@tensorflow/tfjs-core';
import type { Tensor, TensorContainer } from '@tensorflow/tfjs-core';

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

/** A weights tree with every tensor on the device. */
export type OnDevice<W> = W extends CpuTensor
  ? Tensor
  : { readonly [Name in keyof W]: OnDevice<W[Name]> };

/** Puts a weights tree on the current backend, what occurs twice in it once; give it to {@link free}. */
export function upload<W>(weights: W): OnDevice<W> {
  const uploaded = new Map<CpuTensor, Tensor>();
  const put = (leaf: CpuTensor) => {
    const there = uploaded.get(leaf) ?? tensor(leaf.data, [...leaf.shape], 'float32');
    uploaded.set(leaf, there);
    return there;
  };
  return mapTensors(weights, put) as OnDevice<W>;
}

/** Takes every tensor of a tree off the device. */
export function free(tree: unknown): void {
  dispose(tree as TensorContainer);
}

function isCpuTensor(value: unknown): value is CpuTensor {
  return (
    typeof value === 'object' &&
    value !== null &&
    'data' in value &&
    value.data instanceof Float32Array
  );
}
