import { customGrad, engine, getBackend, getKernel } from '@tensorflow/tfjs-core';
import type { GradSaveFunc, NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/** Whether the backend of the moment has a kernel of its own of this name. */
export function hasKernel(name: string): boolean {
  // Undefined where there is none, whatever its type says.
  return (getKernel(name, getBackend()) as unknown) !== undefined;
}

/** An operation by a kernel of its own where the backend of the moment has it, elsewhere by what runs on all. */
export function byKernel<P extends unknown[], R>(
  name: string,
  own: (...parameters: P) => R,
  reference: (...parameters: P) => R,
): (...parameters: P) => R {
  return (...parameters) => (hasKernel(name) ? own : reference)(...parameters);
}

/** Runs a kernel that is registered for the current backend. */
export function runKernel(
  name: string,
  inputs: NamedTensorMap,
  attributes: NamedAttrMap = {},
): Tensor {
  return engine().runKernel(name, inputs, attributes);
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
