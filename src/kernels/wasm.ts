import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { NUMBER, type SimdKernels } from './simd/exports.ts';

/** Input tensors by name; those that a call leaves out are absent. */
export type Inputs = Readonly<Record<string, TensorInfo>>;

/** A kernel on WASM by functions of our own. */
export interface WasmKernel {
  readonly name: string;
  readonly run: (
    space: WorkSpace,
    inputs: Inputs,
    attributes: Readonly<Record<string, number>>,
  ) => TensorInfo;
}

/** What of a backend our kernels need. */
export type WasmHeap = Pick<BackendWasm, 'wasm' | 'makeOutput' | 'getMemoryOffset' | 'disposeData'>;

/** The tensor library's memory, as our own functions work in it. */
export class WorkSpace {
  /** Where `product` and `heat` lay their panels. */
  readonly panel: number;

  constructor(
    readonly kernels: SimdKernels,
    private readonly heap: Omit<WasmHeap, 'wasm'>,
  ) {
    this.panel = this.at(this.make([kernels.PANEL.value / NUMBER]));
  }

  /** Where a tensor's numbers begin; 0 where there is none. */
  at(tensor: TensorInfo | undefined): number {
    return tensor === undefined ? 0 : this.heap.getMemoryOffset(tensor.dataId);
  }

  /** A new tensor with whatever its memory holds. @throws Error where memory has come to its end */
  make(shape: number[]): TensorInfo {
    const tensor = this.heap.makeOutput(shape, 'float32');
    // The tensor library does not look at what it is given, and 0 is its own.
    if (this.at(tensor) === 0) {
      this.heap.disposeData(tensor.dataId);
      throw new Error(`no memory for ${shape.join(' × ')} numbers`);
    }
    return tensor;
  }

  /** Works with some numbers that are given back then. */
  lend<T>(size: number, work: (place: number) => T): T {
    const { dataId } = this.make([size]);
    try {
      return work(this.heap.getMemoryOffset(dataId));
    } finally {
      this.heap.disposeData(dataId);
    }
  }
}
