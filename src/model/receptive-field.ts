import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { grad, relu, reshape, slice, sum, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';

/** Row and column on a token grid, from 0. */
export type Cell = readonly [row: number, column: number];

/** The part of a network up to some layer: pixels [B, H, W, 3] → features [B, n, m, C]. */
export type Features = (x: Tensor4D) => Tensor4D;

/**
 * Gradient of s = Σ_c feature[c, cell] to the input, per image.
 * @param x normalised pixels [B, H, W, 3]
 * @param cell the middle ⌊n/2⌋, ⌊m/2⌋ where absent
 * @param rectified s = Σ_c ReLU(feature[c, cell]) instead, as effective receptive fields want it
 * @returns [B, H, W, 3]; the caller disposes it
 */
export function inputGradient(
  features: Features,
  x: Tensor4D,
  cell?: Cell,
  rectified = true,
): Tensor4D {
  const score = (input: Tensor): Tensor => {
    const map = features(input as Tensor4D);
    const [batch, n, m, channels] = map.shape;
    const [row, column] = cell ?? [Math.floor(n / 2), Math.floor(m / 2)];
    const token = slice(map, [0, row, column, 0], [batch, 1, 1, channels]);
    return sum(rectified ? relu(token) : token);
  };
  return tidy(() => grad(score)(x) as Tensor4D);
}

/**
 * What each input pixel contributes to one cell of a layer: Σ_rgb ReLU(∂s/∂input) with s = Σ_c ReLU(feature[c, cell]),
 * the effective receptive field of one image (Ding et al. 2022). Average it over images with `ContributionMean`.
 * @param x normalised pixels of one image [1, H, W, 3]
 * @param cell the middle where absent
 * @returns [H, W]; the caller disposes it
 */
export function contribution(features: Features, x: Tensor4D, cell?: Cell): Tensor2D {
  const [, height, width] = x.shape;
  return tidy(() => reshape(sum(relu(inputGradient(features, x, cell)), -1), [height, width]));
}
