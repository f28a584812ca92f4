import type { EnginePort } from '../engine/port.ts';
import { BENCHMARK, gridSide } from '../math/complexity.ts';
import { asMessage } from './messages.ts';
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
        const problem = asMessage(error);
        if (getState().backendInfo !== backend)
          change({ state: 'failed', problem: { code: 'device-changed', params: {} } });
        else if (problem.code === 'cancelled') change({ state: 'cancelled' });
        else if (problem.code !== 'superseded') change({ state: 'failed', problem });
      }
    },
    cancelMeasuring: () => port.cancelTiming(),
  };
}
