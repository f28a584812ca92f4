import { engine, getBackend, getKernel } from '@tensorflow/tfjs-core';
import type { NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/**
 * Runs our kernel where the current backend has one, else the plain operations it stands for. Both are
 * differentiable with respect to activations: the kernel by its registered gradient, the operations by theirs.
 */
export function runKernel(
  name: string,
  inputs: NamedTensorMap,
  attributes: NamedAttrMap,
  reference: () => Tensor,
): Tensor {
  // Typed as always found, but undefined where the backend has no such kernel.
  const kernel: unknown = getKernel(name, getBackend());
  return kernel ? engine().runKernel<Tensor>(name, inputs, attributes) : reference();
}
