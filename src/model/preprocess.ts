import type { CropRule } from '../math/resample.ts';

/** How a photo becomes a network's input, as a model's config states it. */
export interface Preprocess extends CropRule {
  /** Per channel R, G, B, for pixels in 0…1. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** Mean and standard deviation of ImageNet's training pixels. */
export const IMAGENET_NORMALISATION = {
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
} as const;

/**
 * A model folder's own way to crop, carried over to another input size. The published rule, shorter side to
 * int(size · 256 / 224), stays the published rule; another one keeps its proportion.
 * @param own for the size the folder was made for
 */
export function cropRuleAt(size: number, own: CropRule): CropRule {
  const published = (crop: number) => Math.floor((crop * 256) / 224);
  if (own.resizeShorterSide === published(own.centreCrop))
    return { resizeShorterSide: published(size), centreCrop: size };
  const carried = Math.floor((size * own.resizeShorterSide) / own.centreCrop);
  return { resizeShorterSide: Math.max(carried, size), centreCrop: size };
}

/**
 * Brings crop bytes to the scale the network was trained on: (byte / 255 − mean) / std.
 * @param crop RGB bytes, [H, W, 3]
 * @returns the same layout, [1, H, W, 3] for the network
 */
export function normalise(
  crop: Uint8Array,
  { mean, std }: Pick<Preprocess, 'mean' | 'std'>,
): Float32Array<ArrayBuffer> {
  // 256 possible values per channel: computed once in float64, rounded once.
  const table = mean.map((m, c) =>
    Float32Array.from({ length: 256 }, (_, v) => (v / 255 - m) / std[c]),
  );
  const output = new Float32Array(crop.length);
  for (let i = 0; i < crop.length; i++) output[i] = table[i % 3][crop[i]];
  return output;
}
