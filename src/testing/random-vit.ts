import type { NamedArray, NamedArrays } from '../checkpoint/named-array.ts';
import { randomSource } from '../model/nn/random-source.ts';
import type { VitConfig } from '../model/vit/config.ts';
import { buildVit } from '../model/vit/read.ts';

/**
 * A state_dict with timm's names and the random weights of a ViT before training.
 * @param seed the same seed gives the same weights
 */
export function randomVit(config: VitConfig, seed: number): NamedArrays {
  const arrays = new Map<string, NamedArray>();
  const random = randomSource(seed);
  const take = (key: string, shape: readonly number[]) => {
    const array = random.take(key, shape);
    arrays.set(key, array);
    return array;
  };
  buildVit({ take }, config);
  return arrays;
}
