import { registerKernel } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { geluInto } from '../../math/gelu.ts';
import { GELU } from './name.ts';

type Heap = Pick<BackendWasm, 'makeOutput' | 'typedArrayFromHeap'>;

// The WASM backend evaluates the error function one number at a time, in five passes with what surrounds it.
registerKernel({
  kernelName: GELU,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const { x } = inputs as { x: TensorInfo };
    const heap = backend as Heap;
    // The output first: making it may move the heap.
    const y = heap.makeOutput(x.shape, 'float32');
    geluInto(
      heap.typedArrayFromHeap(x) as Float32Array,
      heap.typedArrayFromHeap(y) as Float32Array,
    );
    return y;
  },
});
