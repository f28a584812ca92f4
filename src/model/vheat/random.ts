import { randomSource } from '../nn/random-source.ts';
import type { CpuTensor } from '../nn/tree.ts';
import { firstGrid, type VHeatConfig } from './config.ts';
import { buildVHeat } from './read.ts';
import type { VHeatWeights } from './weights.ts';

/**
 * A vHeat of the same shape before training; see `randomSource` for the initial values. Its k is close to 0: an
 * untrained vHeat hardly conducts.
 */
export function randomVHeatWeights(config: VHeatConfig, seed: number): VHeatWeights<CpuTensor> {
  return buildVHeat(randomSource(seed), config, {
    inferenceForm: false,
    grid: firstGrid(config),
  });
}
