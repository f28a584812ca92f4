import { dispose, reshape, slice, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { BENCHMARK, quantile } from '../math/complexity.ts';
import { equalLayers } from '../model/equal-layers.ts';
import { EngineError, superseded } from './error.ts';
import type { StudyHost } from './field-studies.ts';
import type { LayerTiming, TimedPart } from './port.ts';
import { nextTask } from './queue.ts';
import { take } from './take.ts';

const PARTS: readonly TimedPart[] = ['heat', 'attention', 'heatLayer', 'attentionLayer'];

/** By then code is compiled, memory allocated and the clock of the processor up. */
const WARM_UP_MS = 200;
const FEWEST_WARM_UPS = 2;
/** A batch is long enough that neither the clock nor the read-back that ends it matters. */
const BATCH_MS = 30;
const MOST_RUNS_IN_A_BATCH = 100;
const BATCHES = 15;
/** A slow device measures fewer batches, but never fewer than three, of which quartiles can be told. */
const FEWEST_BATCHES = 3;
/** Nobody waits longer than 20 seconds: this leaves some to the batch under way at its end. */
const ALL_MS = 18_000;
/** By which power of the grid's side a part grows, at most: what will not come to its end in time is not begun. */
const GROWTH: Readonly<Record<TimedPart, number>> = {
  heat: 3,
  heatLayer: 3,
  attention: 4,
  attentionLayer: 4,
};
/** What a part may take of its share of the time that is left, warm-up included: those after it are larger. */
const SHARE = 0.5;

/** Times heat conduction and self-attention on the running backend, over growing token grids. */
export class LayerTimings {
  private running: AbortController | null = null;

  /** @param allMs milliseconds for all there is to measure */
  constructor(
    private readonly host: StudyHost,
    private readonly allMs = ALL_MS,
  ) {}

  /** See `EnginePort.timeLayers`. */
  async run(sides: readonly number[], onTiming: (timing: LayerTiming) => void): Promise<void> {
    this.running?.abort(superseded());
    const controller = new AbortController();
    this.running = controller;
    const { signal } = controller;
    const end = performance.now() + this.allMs;
    const known = new Map<TimedPart, LayerTiming>();
    let left = sides.length * PARTS.length;
    try {
      for (const side of sides)
        for (const part of PARTS) {
          const rest = Math.max(0, end - performance.now());
          const runs = FEWEST_WARM_UPS + FEWEST_BATCHES;
          if (runs * predicted(side, known.get(part)) <= rest) {
            // A job each: other questions to the engine are answered in between.
            const timing = await this.host.run(null, () =>
              timePart(side, part, (SHARE * rest) / left, signal),
            );
            signal.throwIfAborted();
            known.set(part, timing);
            onTiming(timing);
          }
          left--;
        }
    } finally {
      if (this.running === controller) this.running = null;
    }
  }

  cancel(): void {
    this.running?.abort(new EngineError('cancelled', { of: 'measurement' }));
  }
}

/** Milliseconds that a run will take at most, by what a smaller grid took; 0 where none was measured. */
function predicted(side: number, smaller: LayerTiming | undefined): number {
  if (smaller === undefined) return 0;
  return smaller.milliseconds * (side / smaller.side) ** GROWTH[smaller.part];
}

/** @param budget milliseconds, as far as the fewest runs allow */
async function timePart(
  side: number,
  part: TimedPart,
  budget: number,
  signal: AbortSignal,
): Promise<LayerTiming> {
  signal.throwIfAborted();
  const layers = equalLayers(side, BENCHMARK.channels, BENCHMARK.heads);
  const run = () => layers[part]();
  try {
    const begin = performance.now();
    const spent = () => performance.now() - begin;
    let warm = 0;
    for (let i = 0; i < FEWEST_WARM_UPS || spent() < Math.min(WARM_UP_MS, budget / 4); i++)
      warm = await timeBatch(run, 1, signal);
    const runs = Math.min(MOST_RUNS_IN_A_BATCH, Math.max(1, Math.ceil(BATCH_MS / warm)));
    const times: number[] = [];
    while (times.length < FEWEST_BATCHES || (times.length < BATCHES && spent() < budget))
      times.push(await timeBatch(run, runs, signal));
    return {
      side,
      part,
      milliseconds: quantile(times, 0.5),
      quartiles: [quantile(times, 0.25), quantile(times, 0.75)],
      runs: runs * times.length,
    };
  } finally {
    layers.dispose();
  }
}

/** Mean milliseconds of some runs in a row; reading one number of the last waits for all of them. */
async function timeBatch(run: () => Tensor, runs: number, signal: AbortSignal): Promise<number> {
  await nextTask();
  signal.throwIfAborted();
  const begin = performance.now();
  for (let i = 1; i < runs; i++) dispose(tidy(run));
  await take(tidy(() => slice(reshape(run(), [-1]), 0, 1)));
  return (performance.now() - begin) / runs;
}
