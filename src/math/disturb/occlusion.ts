import { GROUND, type Picture } from './picture.ts';

/** A place in fractions of the picture, x to the right, y down. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Covers a square of the picture with ground, as in Zeiler and Fergus 2014; what would lie outside is cut off.
 * @param side of the square, as a fraction of the picture's shorter side
 * @param middle of the square; its edges are rounded to whole pixels
 */
export function occlusion(picture: Picture, side: number, middle: Place): Picture {
  const { width, height } = picture;
  const data = picture.data.slice();
  const length = Math.round(side * Math.min(width, height));
  const left = Math.round(middle.x * width - length / 2);
  const top = Math.round(middle.y * height - length / 2);
  for (let y = Math.max(top, 0); y < Math.min(top + length, height); y++)
    for (let x = Math.max(left, 0); x < Math.min(left + length, width); x++)
      data.set(GROUND, (y * width + x) * 3);
  return { ...picture, data };
}
