import { cropGeometry, sizeOf, type CropRule, type InputSize } from '../../math/resample.ts';
import type { Pixels } from '../port.ts';
import { cropPhoto } from './resample/crop.ts';

/** Longest side of the square shown to people. */
const MAX_VIEW = 512;

/**
 * What the network sees, as finely as the photo or the network has it, up to 512 pixels a side: the same resize and
 * centre crop at another scale, or the whole photo, not stretched.
 * @param rule the model's own
 * @param pixels opaque
 * @returns opaque pixels
 */
export function viewOf(pixels: Pixels, rule: CropRule): Pixels {
  const scaled = rule.stretchTo ? wholeOf(pixels) : squareOf(pixels, rule);
  const { resizedWidth, resizedHeight, left, top } = cropGeometry(
    pixels.width,
    pixels.height,
    scaled,
  );
  // Resampling would give the same pixels.
  if (resizedWidth === pixels.width && resizedHeight === pixels.height)
    return cutOut(pixels, left, top, sizeOf(scaled));
  return opaque(cropPhoto(pixels, scaled), sizeOf(scaled));
}

/** A rectangle of an opaque photo as it is. */
function cutOut(pixels: Pixels, left: number, top: number, { height, width }: InputSize): Pixels {
  const data = new Uint8ClampedArray(4 * height * width);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * pixels.width + left) * 4;
    data.set(pixels.data.subarray(start, start + 4 * width), 4 * y * width);
  }
  return { width, height, data };
}

/**
 * A crop as a picture to show.
 * @param rgb bytes, [height, width, 3]
 */
export function opaque(rgb: Uint8Array, { height, width }: InputSize): Pixels {
  if (rgb.length !== 3 * height * width)
    throw new RangeError(`a crop of ${rgb.length} bytes for ${height * width} pixels`);
  const data = new Uint8ClampedArray(4 * height * width).fill(255);
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
