import { emptyGround, type Picture } from './picture.ts';

/**
 * Moves a picture sideways by whole pixels; what it uncovers is ground, what leaves is lost.
 * @param distance as a fraction of the width; positive is to the right
 */
export function shift(picture: Picture, distance: number): Picture {
  const { width, height, data } = picture;
  const moved = emptyGround(width, height);
  const by = Math.round(distance * width);
  const [from, to] = [Math.max(0, -by), Math.min(width, width - by)];
  if (from >= to) return moved;
  for (let row = 0; row < height * width; row += width)
    moved.data.set(data.subarray(3 * (row + from), 3 * (row + to)), 3 * (row + from + by));
  return moved;
}
