import type { NamedArray } from '../../checkpoint/named-array.ts';
import { seededRandom, truncatedNormal } from '../../math/random.ts';
import type { TensorSource } from './state-dict.ts';

/** Initial spread of linears, embeddings and tokens. */
const SIGMA = 0.02;
/** Initial layer scale. */
const GAMMA = 1e-5;

/**
 * Weights before any training: linears and embeddings truncated normal with σ = 0.02 and biases 0, norms 1 and 0,
 * convolutions and their biases uniform within ±1/√fan_in (PyTorch's default), layer scale 1e-5.
 * @param seed the same seed gives the same network
 */
export function randomSource(seed: number): TensorSource {
  const random = seededRandom(seed);
  const bounds = new Map<string, number>();

  /** The rule for one number of a tensor. */
  function initial(key: string, shape: readonly number[]): () => number {
    const layer = key.slice(0, key.lastIndexOf('.'));
    if (/\.gamma\d$/.test(key)) return () => GAMMA;
    if (key.endsWith('.bias')) {
      const bound = bounds.get(layer) ?? 0;
      return () => bound * (2 * random() - 1);
    }
    if (shape.length === 1) return () => 1;
    if (shape.length === 4) {
      const bound = 1 / Math.sqrt(shape[1] * shape[2] * shape[3]);
      bounds.set(layer, bound);
      return () => bound * (2 * random() - 1);
    }
    return () => SIGMA * truncatedNormal(random);
  }

  return {
    take(key, shape): NamedArray {
      const draw = initial(key, shape);
      const size = shape.reduce((product, n) => product * n, 1);
      return { stored: 'f32', shape, data: Float32Array.from({ length: size }, draw) };
    },
  };
}
