import { findBackend, getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelBackend } from '@tensorflow/tfjs-core';
import { geluKernel } from './gelu/wasm.ts';
import { heatKernel } from './heat/wasm.ts';
import { gatedLayerNormKernel, layerNormKernel } from './layer-norm/wasm.ts';
import { linearKernel, linearPairKernel } from './linear/wasm.ts';
import { productKernel } from './product/wasm.ts';
import { instantiateSimd } from './simd/instantiate.ts';
import { WorkSpace, type Inputs, type WasmHeap } from './wasm.ts';

const backendName = 'wasm';

/** Ours run on one thread: where the tensor library has more than these, its products are left to it. */
const OUR_THREADS = 2;

const PRODUCTS = [linearKernel, linearPairKernel];
const OTHERS = [geluKernel, heatKernel, layerNormKernel, gatedLayerNormKernel, productKernel];

/** The memory of a backend, which its program exports or, with threads, was given. */
function memoryOf({ wasm }: WasmHeap): WebAssembly.Memory {
  const { wasmMemory, asm } = wasm as unknown as {
    wasmMemory?: WebAssembly.Memory;
    asm: { memory?: WebAssembly.Memory };
  };
  const memory = wasmMemory ?? asm.memory;
  if (memory === undefined) throw new Error('the backend shows no memory');
  return memory;
}

/**
 * Registers all kernels that WASM has of its own, for this backend in place of any before. Where that fails there are
 * none, and plain operations do their work.
 */
export async function registerWasmKernels(backend: KernelBackend, threads: number): Promise<void> {
  for (const { name: kernelName } of [...PRODUCTS, ...OTHERS])
    if ((getKernel(kernelName, backendName) as unknown) !== undefined)
      unregisterKernel(kernelName, backendName);
  const heap = backend as unknown as WasmHeap;
  const kernels = await instantiateSimd(memoryOf(heap));
  // Meanwhile another may have taken its place.
  if (findBackend(backendName) !== backend) return;
  const space = new WorkSpace(kernels, heap);
  for (const { name, run } of threads > OUR_THREADS ? OTHERS : [...PRODUCTS, ...OTHERS])
    registerKernel({
      kernelName: name,
      backendName,
      kernelFunc: ({ inputs, attrs }) =>
        run(space, inputs as Inputs, attrs as Record<string, number>),
    });
}
