import { evaluationCrop } from '../resample.ts';
import { emptyGround, type Picture } from './picture.ts';

/**
 * Makes a picture smaller, in the middle of its ground; resampled as the photo itself was.
 * @param scale of both sides, 0…1; sides are rounded to whole pixels, at least one
 */
export function size(picture: Picture, scale: number): Picture {
  const { width, height, data } = picture;
  const smaller = {
    width: Math.max(1, Math.round(scale * width)),
    height: Math.max(1, Math.round(scale * height)),
  };
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) rgba.set(data.subarray(3 * i, 3 * i + 3), 4 * i);
  const side = Math.min(smaller.width, smaller.height);
  const resized = evaluationCrop(
    { width, height, data: rgba },
    { resizeShorterSide: side, centreCrop: side, stretchTo: smaller },
  );
  const small = emptyGround(width, height);
  const left = Math.trunc((width - smaller.width) / 2);
  const top = Math.trunc((height - smaller.height) / 2);
  const row = 3 * smaller.width;
  for (let y = 0; y < smaller.height; y++)
    small.data.set(resized.subarray(y * row, (y + 1) * row), 3 * ((top + y) * width + left));
  return small;
}
