import type { CheckpointError } from '../../checkpoint/error.ts';
import type { NamedArray, NamedArrays } from '../../checkpoint/named-array.ts';
import { WeightsError, type ShapeFault } from '../error.ts';
import type { CpuTensor } from './tree.ts';

/** Where a network's tensors come from, by the name and shape they have in a PyTorch state_dict. */
export interface TensorSource {
  take(key: string, shape: readonly number[]): NamedArray;
}

/** Keys of a file that have no numbers, and why. */
export type Unread = ReadonlyMap<string, CheckpointError>;

/** Takes tensors out of a state_dict by name and expected shape; `finish` reports everything that did not fit. */
export class StateDict implements TensorSource {
  private readonly missing: string[] = [];
  private readonly wrongShape: ShapeFault[] = [];
  private readonly unused: Set<string>;

  constructor(
    private readonly arrays: NamedArrays,
    private readonly network: 'vheat' | 'vit',
    /** Keys without numbers, and why: the first that is needed explains itself. */
    private readonly unread: Unread = new Map(),
  ) {
    this.unused = new Set(arrays.keys());
  }

  /** The tensor of that name; an empty one where it is missing or has another shape, until `finish` throws. */
  take(key: string, shape: readonly number[]): NamedArray {
    const array = this.arrays.get(key);
    this.unused.delete(key);
    if (!array) {
      this.missing.push(key);
    } else if (array.shape.join() !== shape.join()) {
      this.wrongShape.push({ key, shape: array.shape, expected: shape });
    } else {
      return array;
    }
    return {
      stored: 'f32',
      shape,
      data: new Float32Array(shape.reduce((size, n) => size * n, 1)),
    };
  }

  /**
   * @throws {WeightsError} `weights-mismatch` when a key was missing, of another shape, or never taken; the reason of a
   *   key that was missing because it has no numbers
   */
  finish(): void {
    const unexpected = [...this.unused];
    const { network, missing, wrongShape } = this;
    for (const key of missing) {
      const reason = this.unread.get(key);
      if (reason) throw reason;
    }
    if (missing.length + unexpected.length + wrongShape.length === 0) return;
    const keys = { missing, unexpected, wrongShape };
    throw new WeightsError('weights-mismatch', { network, fault: 'keys', keys });
  }
}

/** PyTorch's [out, in] as the [in, out] that a row of tokens is multiplied with; factor scales each output. */
export function transposed({ shape, data }: CpuTensor, factor: Factor = 1): CpuTensor {
  const [rows, columns] = shape;
  const result = new Float32Array(data.length);
  for (let o = 0; o < rows; o++) {
    const scale = factorAt(factor, o);
    for (let i = 0; i < columns; i++) result[i * rows + o] = data[o * columns + i] * scale;
  }
  return { shape: [columns, rows], data: result };
}

/** PyTorch's convolution filter [out, in, h, w] as tfjs wants it, [h, w, in, out]. */
export function channelsLastFilter({ shape, data }: CpuTensor): CpuTensor {
  const [outs, ins, height, width] = shape;
  const result = new Float32Array(data.length);
  let read = 0;
  for (let o = 0; o < outs; o++) {
    for (let i = 0; i < ins; i++) {
      for (let tap = 0; tap < height * width; tap++) {
        result[(tap * ins + i) * outs + o] = data[read++];
      }
    }
  }
  return { shape: [height, width, ins, outs], data: result };
}

/** Rows `start`… of a tensor, along its first axis. */
export function rowsOf({ shape, data }: CpuTensor, start: number, count: number): CpuTensor {
  const size = data.length / shape[0];
  return {
    shape: [count, ...shape.slice(1)],
    data: data.slice(start * size, (start + count) * size),
  };
}

/** One number for all, or one per element of the first axis. */
type Factor = number | CpuTensor;

function factorAt(factor: Factor, index: number): number {
  return typeof factor === 'number' ? factor : factor.data[index];
}

/** A vector times a factor; a tensor of any shape times a number. */
export function scaledBy({ shape, data }: CpuTensor, factor: Factor): CpuTensor {
  return { shape, data: data.map((value, i) => value * factorAt(factor, i)) };
}
