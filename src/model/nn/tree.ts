import { dispose, tensor } from '@tensorflow/tfjs-core';
import type { Tensor, TensorContainer } from '@tensorflow/tfjs-core';
import { hasKernel } from '../../kernels/dispatch.ts';
import { packHalves } from '../../kernels/linear/halves.ts';
import type { Linear } from '../../kernels/linear/index.ts';
import { UNPACK_HALVES } from '../../kernels/linear/name.ts';

/** A tensor in CPU memory, row by row. Weights stay here so that a lost device can be filled again. */
export interface CpuTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/**
 * Applies `change` to every tensor of a weights tree (nested objects and arrays, null where an architecture has
 * nothing) and returns the tree of results.
 * @param changeLayer of a whole linear layer; null where its tensors are to be changed one by one
 */
export function mapTensors(
  tree: unknown,
  change: (leaf: CpuTensor) => unknown,
  changeLayer: (layer: Linear<CpuTensor>) => unknown = () => null,
): unknown {
  if (isCpuTensor(tree)) return change(tree);
  if (Array.isArray(tree)) return tree.map((branch) => mapTensors(branch, change, changeLayer));
  if (typeof tree !== 'object' || tree === null) return tree;
  const changed = isLinear(tree) ? changeLayer(tree) : null;
  if (changed !== null) return changed;
  return Object.fromEntries(
    Object.entries(tree).map(([name, branch]) => [name, mapTensors(branch, change, changeLayer)]),
  );
}

/** A weights tree with every tensor on the device. */
export type OnDevice<W> = W extends CpuTensor
  ? Tensor
  : { readonly [Name in keyof W]: OnDevice<W[Name]> };

/**
 * Puts a weights tree on the current backend, what occurs twice in it once; give it to {@link free}. Where the backend
 * reads halves, linear layers whose numbers are halves take half of the memory.
 */
export function upload<W>(weights: W): OnDevice<W> {
  const uploaded = new Map<CpuTensor, Tensor>();
  const put = (leaf: CpuTensor) => {
    const there = uploaded.get(leaf) ?? tensor(leaf.data, [...leaf.shape], 'float32');
    uploaded.set(leaf, there);
    return there;
  };
  const packed = new Map<CpuTensor, Pick<Linear<Tensor>, 'weight' | 'scale'> | null>();
  const pack = (weight: CpuTensor) => {
    const known = packed.get(weight);
    if (known !== undefined) return known;
    const [inner, columns] = weight.shape;
    const halves = packHalves(weight.data, [inner, columns]);
    const there = halves && {
      weight: tensor(halves.words, [inner, columns / 2], 'int32'),
      scale: tensor(halves.scales),
    };
    packed.set(weight, there);
    return there;
  };
  const putLayer = ({ weight, bias }: Linear<CpuTensor>) => {
    const halves = pack(weight);
    return halves && { ...halves, bias: bias && put(bias) };
  };
  return mapTensors(weights, put, hasKernel(UNPACK_HALVES) ? putLayer : undefined) as OnDevice<W>;
}

/** Takes every tensor of a tree off the device. */
export function free(tree: unknown): void {
  dispose(tree as TensorContainer);
}

function isLinear(tree: object): tree is Linear<CpuTensor> {
  return (
    'weight' in tree && 'bias' in tree && isCpuTensor(tree.weight) && tree.weight.shape.length === 2
  );
}

function isCpuTensor(value: unknown): value is CpuTensor {
  return (
    typeof value === 'object' &&
    value !== null &&
    'data' in value &&
    value.data instanceof Float32Array
  );
}
