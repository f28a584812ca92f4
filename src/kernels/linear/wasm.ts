import type { TensorInfo } from '@tensorflow/tfjs-core';
import { NUMBER } from '../simd/exports.ts';
import type { WasmKernel, WorkSpace } from '../wasm.ts';
import { LINEAR, LINEAR_PAIR } from './name.ts';

/** A layer, what its result is finished with, and where that begins. */
interface Layer {
  readonly x: TensorInfo;
  readonly weight: TensorInfo;
  readonly bias: TensorInfo | undefined;
  readonly gelu: number;
  readonly plus: TensorInfo | undefined;
  readonly out: number;
}

function multiply(space: WorkSpace, { x, weight, bias, gelu, plus, out }: Layer): void {
  const [rows, inner] = x.shape;
  const [, columns] = weight.shape;
  space.kernels.product(
    ...([space.at(x), inner * NUMBER, NUMBER] as const),
    ...([space.at(weight), columns * NUMBER, NUMBER, rows, inner, columns] as const),
    ...([space.at(bias), gelu, space.at(plus), out, space.panel] as const),
  );
}

export const linearKernel: WasmKernel = {
  name: LINEAR,
  run(space, { x, weight, bias, plus }, { gelu }) {
    const y = space.make([1, x.shape[0], weight.shape[1]]);
    multiply(space, { x, weight, bias, gelu, plus, out: space.at(y) });
    return y;
  },
};

/** The results of the first layer, then those of the second. */
export const linearPairKernel: WasmKernel = {
  name: LINEAR_PAIR,
  run(space, { x, weight, bias, secondWeight, secondBias }) {
    const [rows] = x.shape;
    const [, columns] = weight.shape;
    const y = space.make([2, rows, columns]);
    const out = space.at(y);
    const second = out + rows * columns * NUMBER;
    multiply(space, { x, weight, bias, gelu: 0, plus: undefined, out });
    const other = { weight: secondWeight, bias: secondBias, gelu: 0, plus: undefined };
    multiply(space, { x, ...other, out: second });
    return y;
  },
};
