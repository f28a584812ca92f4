import { customGrad, engine, getBackend } from '@tensorflow/tfjs-core';
import type { GradSaveFunc, NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/** How each backend computes an operation; one that is not named takes the reference, which runs on all. */
interface Ways<F> {
  readonly reference: F;
  readonly webgpu?: F;
  readonly wasm?: F;
}

/** An operation as the backend of the moment computes it. */
export function byBackend<P extends unknown[], R>(
  ways: Ways<(...parameters: P) => R>,
): (...parameters: P) => R {
  return (...parameters) => {
    const name = getBackend();
    const own = name === 'webgpu' || name === 'wasm' ? ways[name] : undefined;
    return (own ?? ways.reference)(...parameters);
  };
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
