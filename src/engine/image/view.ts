import { evaluationCrop, sizeOf, type CropRule } from '../../math/resample.ts';
import type { Pixels } from '../port.ts';

/** Longest side of the square shown to people. */
const MAX_VIEW = 512;

/**
 * What the network sees, as finely as the photo or the network has it, up to 512 pixels a side: the same resize and
 * centre crop at another scale, or the whole photo, not stretched.
 * @param rule the model's own
 * @returns opaque pixels
 */
export function viewOf(pixels: Pixels, rule: CropRule): Pixels {
  const scaled = rule.stretchTo ? wholeOf(pixels) : squareOf(pixels, rule);
  const rgb = evaluationCrop(pixels, scaled);
  const { width, height } = sizeOf(scaled);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    data[to] = rgb[from];
    data[to + 1] = rgb[from + 1];
    data[to + 2] = rgb[from + 2];
  }
  return { width, height, data };
}

function squareOf(
  { width, height }: Pixels,
  { resizeShorterSide, centreCrop }: CropRule,
): CropRule {
  const inPhoto = (Math.min(width, height) * centreCrop) / resizeShorterSide;
  const size = Math.min(MAX_VIEW, Math.max(centreCrop, Math.trunc(inPhoto)));
  return {
    resizeShorterSide: Math.trunc((size * resizeShorterSide) / centreCrop),
    centreCrop: size,
  };
}

function wholeOf({ width, height }: Pixels): CropRule {
  const scale = Math.min(1, MAX_VIEW / Math.max(width, height));
  const side = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  const stretchTo = { width: side(width), height: side(height) };
  return { resizeShorterSide: stretchTo.height, centreCrop: stretchTo.height, stretchTo };
}
