import type { StoreApi } from 'zustand/vanilla';
import type { BackendInfo, EnginePort, LayerTiming } from '../engine/port.ts';
import { BENCHMARK, gridSide } from '../math/complexity.ts';
import type { ExplorerState } from './explorer.ts';
import { asPortError } from './port-error.ts';

/** What this device takes for heat and attention, as far as it is measured. */
export interface Benchmark {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly timings: readonly LayerTiming[];
  /** What it was measured on; null before the first measurement. */
  readonly backend: BackendInfo | null;
  /** One sentence where it failed. */
  readonly problem: string | null;
}

export const NOT_MEASURED: Benchmark = {
  state: 'idle',
  timings: [],
  backend: null,
  problem: null,
};

const SIDES = BENCHMARK.imageSizes.map(gridSide);

/** Runs the layer benchmark into the store, where it stays when the view is left. */
export function createBenchmark(port: EnginePort, { getState, setState }: StoreApi<ExplorerState>) {
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
