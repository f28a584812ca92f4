import type { Tensor } from '@tensorflow/tfjs-core';

/** Reads tensors into CPU memory and frees them, also when the device fails under the read. */
export async function takeAll(tensors: readonly Tensor[]): Promise<Float32Array<ArrayBuffer>[]> {
  try {
    const arrays = await Promise.all(tensors.map((t) => t.data<'float32'>()));
    return arrays.map((array) => new Float32Array(array));
  } finally {
    tensors.forEach((t) => t.dispose());
  }
}

/** {@link takeAll} for one tensor. */
export async function take(tensor: Tensor): Promise<Float32Array<ArrayBuffer>> {
  return (await takeAll([tensor]))[0];
}
