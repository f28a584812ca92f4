import fused from 'simd-programs/simd-fused.wasm?url';
import fusedShared from 'simd-programs/simd-fused-shared.wasm?url';
import plain from 'simd-programs/simd-plain.wasm?url';
import plainShared from 'simd-programs/simd-plain-shared.wasm?url';
import type { SimdKernels } from './exports.ts';

/** A module with one instruction of relaxed SIMD, which fused multiply–add belongs to. */
const RELAXED = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0],
  ...[65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11],
);

/** The address of the program for this processor and this kind of memory. */
function addressFor(memory: WebAssembly.Memory): string {
  const isShared = !(memory.buffer instanceof ArrayBuffer);
  if (WebAssembly.validate(RELAXED)) return isShared ? fusedShared : fused;
  return isShared ? plainShared : plain;
}

/** Our SIMD functions, at work in another program's memory. @throws where it cannot be had or run */
export async function instantiateSimd(memory: WebAssembly.Memory): Promise<SimdKernels> {
  const response = await fetch(addressFor(memory));
  if (!response.ok) throw new Error(response.statusText);
  const { instance } = await WebAssembly.instantiate(await response.arrayBuffer(), {
    env: { memory },
  });
  return instance.exports as unknown as SimdKernels;
}
