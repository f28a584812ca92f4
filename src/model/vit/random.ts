import { randomSource } from '../nn/random-source.ts';
import type { CpuTensor } from '../nn/tree.ts';
import type { VitConfig } from './config.ts';
import { buildVit } from './read.ts';
import type { VitWeights } from './weights.ts';

/** A ViT of the same shape before training; see `randomSource` for the initial values. */
export function randomVitWeights(config: VitConfig, seed: number): VitWeights<CpuTensor> {
  return buildVit(randomSource(seed), config);
}
