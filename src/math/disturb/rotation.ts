import { emptyGround, type Picture } from './picture.ts';

/**
 * Turns a picture clockwise about its middle; bilinear, the corners it uncovers are ground. Quarter turns of a square
 * are exact.
 * @param degrees positive is clockwise
 */
export function rotation(picture: Picture, degrees: number): Picture {
  const { width, height } = picture;
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const turned = emptyGround(width, height);
  for (let y = 0; y < height; y++) {
    const down = y + 0.5 - height / 2;
    for (let x = 0; x < width; x++) {
      const right = x + 0.5 - width / 2;
      const fromX = cos * right + sin * down + width / 2;
      const fromY = cos * down - sin * right + height / 2;
      if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height)
        copyBetween(picture, fromX - 0.5, fromY - 0.5, turned.data, (y * width + x) * 3);
    }
  }
  return turned;
}

/** Writes the colour between four pixels; beyond the middles of the outermost pixels theirs goes on. */
function copyBetween(
  { width, height, data }: Picture,
  x: number,
  y: number,
  output: Uint8Array,
  at: number,
): void {
  const left = Math.max(Math.floor(x), 0);
  const right = Math.min(Math.floor(x) + 1, width - 1);
  const top = Math.max(Math.floor(y), 0) * width;
  const bottom = Math.min(Math.floor(y) + 1, height - 1) * width;
  const dx = x - Math.floor(x);
  const dy = y - Math.floor(y);
  for (let c = 0; c < 3; c++) {
    const upper = data[3 * (top + left) + c] * (1 - dx) + data[3 * (top + right) + c] * dx;
    const lower = data[3 * (bottom + left) + c] * (1 - dx) + data[3 * (bottom + right) + c] * dx;
    output[at + c] = Math.round(upper * (1 - dy) + lower * dy);
  }
}
