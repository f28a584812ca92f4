import { emptyGround, type Picture } from './picture.ts';

const CHANNELS = 3;

/**
 * Turns a picture clockwise about its middle; bilinear, the corners it uncovers are ground. Quarter turns of a square
 * are exact.
 * @param degrees positive is clockwise
 */
export function rotation(picture: Picture, degrees: number): Picture {
  const { width, height, data } = picture;
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = emptyGround(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [right, down] = [x + 0.5 - width / 2, y + 0.5 - height / 2];
      const fromX = cos * right + sin * down + width / 2;
      const fromY = cos * down - sin * right + height / 2;
      if (fromX < 0 || fromX >= width || fromY < 0 || fromY >= height) continue;
      bilinear(
        data,
        width,
        height,
        fromX - 0.5,
        fromY - 0.5,
        turned.data,
        (y * width + x) * CHANNELS,
      );
    }
  }
  return turned;
}

/** Writes the colour between four pixels; beyond the outermost pixels' middles theirs goes on. */
function bilinear(
  data: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
  output: Uint8Array,
  at: number,
): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [dx, dy] = [x - left, y - top];
  const column = (i: number) => Math.min(Math.max(i, 0), width - 1) * CHANNELS;
  const row = (i: number) => Math.min(Math.max(i, 0), height - 1) * width * CHANNELS;
  const [x0, x1, y0, y1] = [column(left), column(left + 1), row(top), row(top + 1)];
  for (let c = 0; c < CHANNELS; c++) {
    const upper = data[y0 + x0 + c] * (1 - dx) + data[y0 + x1 + c] * dx;
    const lower = data[y1 + x0 + c] * (1 - dx) + data[y1 + x1 + c] * dx;
    output[at + c] = Math.round(upper * (1 - dy) + lower * dy);
  }
}
