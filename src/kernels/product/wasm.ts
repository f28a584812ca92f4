import { NUMBER } from '../simd/exports.ts';
import type { WasmKernel } from '../wasm.ts';
import { PRODUCT } from './name.ts';

/** Stacks [S, N, d] and [S, d, M], or [S, M, d] where the right matrices lie on their sides. */
export const productKernel: WasmKernel = {
  name: PRODUCT,
  run(space, { a, b }, { turned }) {
    const [stacks, rows, inner] = a.shape;
    const columns = turned ? b.shape[1] : b.shape[2];
    const y = space.make([stacks, rows, columns]);
    const [bRow, bColumn] = turned ? [1, inner] : [columns, 1];
    for (let i = 0; i < stacks; i++)
      space.kernels.product(
        ...([space.at(a) + i * rows * inner * NUMBER, inner * NUMBER, NUMBER] as const),
        ...([space.at(b) + i * inner * columns * NUMBER, bRow * NUMBER, bColumn * NUMBER] as const),
        ...([rows, inner, columns, 0, 0, 0] as const),
        ...([space.at(y) + i * rows * columns * NUMBER, space.panel] as const),
      );
    return y;
  },
};
