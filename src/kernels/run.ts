import { engine, getBackend, getGradient, getKernel } from '@tensorflow/tfjs-core';
import type { NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/**
 * Runs our kernel where the current backend has one, else the plain operations it stands for. While gradients are
 * recorded, a kernel without a gradient of its own makes way for the plain operations as well.
 */
export function runKernel(
  name: string,
  inputs: NamedTensorMap,
  attributes: NamedAttrMap,
  reference?: () => Tensor,
): Tensor {
  if (reference && !isUsable(name)) return reference();
  return engine().runKernel(name, inputs, attributes);
}

function isUsable(name: string): boolean {
  // Typed as always found, but undefined where nobody registered one.
  const kernel: unknown = getKernel(name, getBackend());
  const gradient: unknown = getGradient(name);
  const recording = engine().state.gradientDepth > 0;
  return Boolean(kernel) && (!recording || Boolean(gradient));
}
