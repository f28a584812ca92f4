import { evaluationCrop, type CropRule } from '../../math/resample.ts';
import type { Pixels } from '../port.ts';

/** Longest side of the square shown to people. */
const MAX_VIEW = 512;

/**
 * The square the network sees, as finely as the photo or the network has it, up to 512 pixels a side: the same resize
 * and centre crop at another scale.
 * @param rule the model's own
 * @returns opaque pixels, width = height
 */
export function viewOf(pixels: Pixels, { resizeShorterSide, centreCrop }: CropRule): Pixels {
  const inPhoto = (Math.min(pixels.width, pixels.height) * centreCrop) / resizeShorterSide;
  const size = Math.min(MAX_VIEW, Math.max(centreCrop, Math.trunc(inPhoto)));
  const rgb = evaluationCrop(pixels, {
    resizeShorterSide: Math.trunc((size * resizeShorterSide) / centreCrop),
    centreCrop: size,
  });
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    data[to] = rgb[from];
    data[to + 1] = rgb[from + 1];
    data[to + 2] = rgb[from + 2];
  }
  return { width: size, height: size, data };
}
