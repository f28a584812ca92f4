import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgpu';
import { registerWasmKernels } from '../kernels/register-wasm.ts';
import '../kernels/register-webgpu.ts';
import simd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import { env, findBackend, ready, setBackend } from '@tensorflow/tfjs-core';
import type { KernelBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe } from 'vitest';

setWasmPaths({
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
});

export const BACKENDS = ['cpu', 'wasm', 'webgpu'] as const;

/** Makes a backend the current one, without tfjs's shortcut that runs small WebGPU tensors on the CPU. */
export async function useBackend(name: (typeof BACKENDS)[number]): Promise<void> {
  if (!(await setBackend(name))) throw new Error(`no ${name} backend in this browser`);
  await ready();
  env().set('WEBGPU_CPU_FORWARD', false);
  if (name === 'wasm') await withSimd(findBackend('wasm'));
}

let ours: KernelBackend | null = null;

/** Gives the WASM backend its kernels, once for each backend. */
async function withSimd(backend: KernelBackend): Promise<void> {
  if (ours === backend) return;
  await registerWasmKernels(backend, 1);
  ours = backend;
}

/** Declares the same tests once per tensor backend. */
export function forEachBackend(declare: (name: (typeof BACKENDS)[number]) => void): void {
  describe.each(BACKENDS)('on %s', (name) => {
    beforeAll(() => useBackend(name));
    declare(name);
  });
}
