import { seededRandom, standardNormal } from '../random.ts';
import { toBytes, type Picture } from './picture.ts';

/**
 * Adds normal noise to every number of a picture: `gaussian_noise` of ImageNet-C (Hendrycks and Dietterich 2019).
 * One seed is one grain, whatever its strength.
 * @param sigma standard deviation, where 1 is the way from black to white
 * @param seed any 32-bit integer
 */
export function gaussianNoise(picture: Picture, sigma: number, seed: number): Picture {
  const random = seededRandom(seed);
  const noisy = new Float64Array(picture.data);
  for (let i = 0; i < noisy.length; i++) noisy[i] += 255 * sigma * standardNormal(random);
  return { ...picture, data: toBytes(noisy) };
}
