import type { TensorInfo } from '@tensorflow/tfjs-core';
import { NUMBER } from '../simd/exports.ts';
import type { Inputs, WasmKernel, WorkSpace } from '../wasm.ts';
import { GATED_LAYER_NORM, LAYER_NORM } from './name.ts';

function norm(
  space: WorkSpace,
  { x, weight, bias, plus }: Inputs,
  { epsilon, gelu, gate }: { epsilon: number; gelu: number; gate: number },
): TensorInfo {
  const y = space.make(x.shape);
  const [channels] = weight.shape;
  const rows = x.shape.reduce((size, n) => size * n, 1) / channels;
  space.kernels.layerNorm(
    ...([space.at(x), space.at(weight), space.at(bias), rows, channels, epsilon] as const),
    ...([gelu, space.at(plus), gate, space.at(y)] as const),
  );
  return y;
}

export const layerNormKernel: WasmKernel = {
  name: LAYER_NORM,
  run: (space, inputs, { epsilon, gelu }) => norm(space, inputs, { epsilon, gelu, gate: 0 }),
};

export const gatedLayerNormKernel: WasmKernel = {
  name: GATED_LAYER_NORM,
  run: (space, inputs, { epsilon, gateAt }) =>
    norm(space, inputs, { epsilon, gelu: 0, gate: space.at(inputs.gate) + gateAt * NUMBER }),
};
