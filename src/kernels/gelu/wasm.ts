import type { WasmKernel } from '../wasm.ts';
import { GELU } from './name.ts';

export const geluKernel: WasmKernel = {
  name: GELU,
  run(space, { x }) {
    const y = space.make(x.shape);
    const size = x.shape.reduce((product, n) => product * n, 1);
    space.kernels.gelu(space.at(x), size, space.at(y));
    return y;
  },
};
