import { customGrad, engine, getBackend, getKernel } from '@tensorflow/tfjs-core';
import type { GradSaveFunc, NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/** Runs our kernel where the current backend has one, else the plain operations it stands for. */
export function runKernel(
  name: string,
  inputs: NamedTensorMap,
  attributes: NamedAttrMap,
  reference: () => Tensor,
): Tensor {
  // Typed as always found, but undefined where the backend has no such kernel.
  const kernel: unknown = getKernel(name, getBackend());
  return kernel ? engine().runKernel(name, inputs, attributes) : reference();
}

/**
 * Applies an operation whose gradients to its activations are known. Weights are constants of the operation: nothing
 * is trained here, so no gradient to them is ever computed.
 * @param backward gradients, one per input, from that of the result
 * @param saved activations that `backward` receives: others are gone by then
 */
export function withGradient(
  inputs: Tensor[],
  forward: () => Tensor,
  backward: (dy: Tensor, saved: Tensor[]) => Tensor | Tensor[],
  saved: Tensor[] = [],
): Tensor {
  return customGrad((...args) => {
    const save = args[inputs.length] as GradSaveFunc;
    save(saved);
    return { value: forward(), gradFunc: (dy: Tensor, kept: Tensor[]) => backward(dy, kept) };
  })(...inputs);
}
