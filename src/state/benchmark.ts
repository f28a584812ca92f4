import type { EnginePort } from '../engine/port.ts';
import { BENCHMARK, gridSide } from '../math/complexity.ts';
import { asPortError } from './port-error.ts';
import type { Benchmark, ExplorerStore } from './store.ts';

const SIDES = BENCHMARK.imageSizes.map(gridSide);

/** Runs the layer benchmark into the store, where it stays when the view is left. */
export function createBenchmark(port: EnginePort, { getState, setState }: ExplorerStore) {
  function change(next: Partial<Benchmark>): void {
    setState(({ benchmark }) => ({ benchmark: { ...benchmark, ...next } }));
  }

  return {
    /** Measures anew; settles when it is done, cancelled or failed, which the store then says. */
    async measureLayers(): Promise<void> {
      const backend = getState().backendInfo;
      change({ state: 'running', timings: [], backend, problem: null });
      try {
        await port.timeLayers(SIDES, (timing) => {
          // Times of two devices make no curve.
          if (getState().backendInfo !== backend) void port.cancelTiming();
          else change({ timings: [...getState().benchmark.timings, timing] });
        });
        change({ state: 'done' });
      } catch (error) {
        const { code, message } = asPortError(error);
        if (getState().backendInfo !== backend)
          change({
            state: 'failed',
            problem: 'The device changed during the measurement. Measure again.',
          });
        else if (code === 'cancelled') change({ state: 'cancelled' });
        else if (code !== 'superseded') change({ state: 'failed', problem: message });
      }
    },
    cancelMeasuring: () => port.cancelTiming(),
  };
}
