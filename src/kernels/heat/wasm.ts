import { NUMBER } from '../simd/exports.ts';
import type { WasmKernel } from '../wasm.ts';
import { HEAT } from './name.ts';

/** The whole operator, however many tokens there are. */
export const heatKernel: WasmKernel = {
  name: HEAT,
  run(space, { u, k, rows, columns }, { batch, time, constant, learned }) {
    const [, n, m, channels] = u.shape;
    const size = n * m * channels;
    return space.lend(size, (between) => {
      // Last, so that nothing is left behind where memory ends.
      const y = space.make([batch, n, m, channels]);
      for (let b = 0; b < batch; b++) {
        const begin = b * size * NUMBER;
        space.kernels.heat(
          ...([space.at(u) + begin, learned ? space.at(k) : 0, constant, time] as const),
          ...([space.at(rows), space.at(columns), n, m, channels] as const),
          ...([space.at(y) + begin, between, space.panel] as const),
        );
      }
      return y;
    });
  },
};
