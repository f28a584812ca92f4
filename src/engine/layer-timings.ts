import { dispose, reshape, slice, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { BENCHMARK, median } from '../math/complexity.ts';
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
/** A slow device measures fewer batches, but never fewer than three. */
const ENOUGH_MS = 1000;
const FEWEST_BATCHES = 3;

/** Times heat conduction and self-attention on the running backend, over growing token grids. */
export class LayerTimings {
  private running: AbortController | null = null;

  constructor(private readonly host: StudyHost) {}

  /** See `EnginePort.timeLayers`. */
  async run(sides: readonly number[], onTiming: (timing: LayerTiming) => void): Promise<void> {
    this.running?.abort(superseded());
    const controller = new AbortController();
    this.running = controller;
    try {
      for (const side of sides)
        for (const part of PARTS) {
          // A job each: other questions to the engine are answered in between.
          const timing = await this.host.run(null, () => timePart(side, part, controller.signal));
          controller.signal.throwIfAborted();
          onTiming(timing);
        }
    } finally {
      if (this.running === controller) this.running = null;
    }
  }

  cancel(): void {
    this.running?.abort(new EngineError('cancelled', 'The measurement was cancelled.'));
  }
}

async function timePart(side: number, part: TimedPart, signal: AbortSignal): Promise<LayerTiming> {
  signal.throwIfAborted();
  const layers = equalLayers(side, BENCHMARK.channels, BENCHMARK.heads);
  const run = () => layers[part]();
  try {
    let begin = performance.now();
    let warm = 0;
    for (let i = 0; i < FEWEST_WARM_UPS || performance.now() - begin < WARM_UP_MS; i++)
      warm = await timeBatch(run, 1, signal);
    const runs = Math.min(MOST_RUNS_IN_A_BATCH, Math.max(1, Math.ceil(BATCH_MS / warm)));
    const times: number[] = [];
    begin = performance.now();
    while (
      times.length < FEWEST_BATCHES ||
      (times.length < BATCHES && performance.now() - begin < ENOUGH_MS)
    ) {
      times.push(await timeBatch(run, runs, signal));
    }
    return { side, part, milliseconds: median(times), runs: runs * times.length };
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
