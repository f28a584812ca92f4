import { dct2, idct2 } from '../dct.ts';
import { CHROMINANCE, LUMINANCE, quantisers } from './jpeg-tables.ts';
import type { Picture } from './picture.ts';

/** Samples of one component, row by row, 0…255. */
interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

const BLOCK = 8;
const MIDDLE = 128;

/**
 * What is left of a picture after it was stored as a baseline JPEG: `jpeg_compression` of ImageNet-C (Hendrycks and
 * Dietterich 2019). Colour conversion, chroma at half resolution, the quantisation tables of ITU-T T.81 annex K and
 * interpolated chroma are those of libjpeg; Huffman coding loses nothing and is left out.
 * @param quality 1…100 as in libjpeg, rounded to a whole number
 */
export function jpeg(picture: Picture, quality: number): Picture {
  const whole = Math.min(Math.max(Math.round(quality), 1), 100);
  const luminance = quantisers(LUMINANCE, whole);
  const chrominance = quantisers(CHROMINANCE, whole);
  const [y, cb, cr] = toComponents(picture);
  return toColours(
    quantised(y, luminance),
    upsampled(quantised(downsampled(cb), chrominance), picture),
    upsampled(quantised(downsampled(cr), chrominance), picture),
  );
}

/** Y, Cb and Cr of JFIF. */
function toComponents({ width, height, data }: Picture): [y: Plane, cb: Plane, cr: Plane] {
  const plane = () => ({ width, height, data: new Uint8ClampedArray(width * height) });
  const [y, cb, cr] = [plane(), plane(), plane()];
  for (let i = 0; i < width * height; i++) {
    const red = data[3 * i];
    const green = data[3 * i + 1];
    const blue = data[3 * i + 2];
    y.data[i] = 0.299 * red + 0.587 * green + 0.114 * blue;
    cb.data[i] = MIDDLE - 0.168735892 * red - 0.331264108 * green + 0.5 * blue;
    cr.data[i] = MIDDLE + 0.5 * red - 0.418687589 * green - 0.081312411 * blue;
  }
  return [y, cb, cr];
}

function toColours(y: Plane, cb: Plane, cr: Plane): Picture {
  const { width, height } = y;
  const data = new Uint8ClampedArray(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const luma = y.data[i];
    const blue = cb.data[i] - MIDDLE;
    const red = cr.data[i] - MIDDLE;
    data[3 * i] = luma + 1.402 * red;
    data[3 * i + 1] = luma - 0.344136286 * blue - 0.714136286 * red;
    data[3 * i + 2] = luma + 1.772 * blue;
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}

/** Half the width and height, rounded up: means of 2×2 samples, halves rounded up in every other column. */
function downsampled({ width, height, data }: Plane): Plane {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const output = new Uint8ClampedArray(half.width * half.height);
  for (let v = 0; v < half.height; v++) {
    const [upper, lower] = [2 * v * width, Math.min(2 * v + 1, height - 1) * width];
    for (let u = 0; u < half.width; u++) {
      const [left, right] = [2 * u, Math.min(2 * u + 1, width - 1)];
      const sum =
        data[upper + left] + data[upper + right] + data[lower + left] + data[lower + right];
      output[v * half.width + u] = (sum + 1 + (u % 2)) >> 2;
    }
  }
  return { ...half, data: output };
}

/** Back to the picture's size: each sample is ¾ of its nearest and ¼ of the next, along both axes. */
function upsampled(plane: Plane, { width, height }: Picture): Plane {
  const output = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    const [near, far] = neighbours(y, plane.height).map((row) => row * plane.width);
    for (let x = 0; x < width; x++) {
      const [here, next] = neighbours(x, plane.width);
      const sum =
        9 * plane.data[near + here] +
        3 * plane.data[near + next] +
        3 * plane.data[far + here] +
        plane.data[far + next];
      output[y * width + x] = (sum + 8 - (x % 2)) >> 4;
    }
  }
  return { width, height, data: output };
}

/** The half-resolution samples nearest and next nearest to a sample; beyond the border the last one goes on. */
function neighbours(at: number, count: number): [nearest: number, next: number] {
  const nearest = at >> 1;
  const next = at % 2 === 0 ? nearest - 1 : nearest + 1;
  return [nearest, Math.min(Math.max(next, 0), count - 1)];
}

/** Each 8×8 block to frequencies, to multiples of their quantisers, and back; border samples fill the last blocks. */
function quantised({ width, height, data }: Plane, steps: Uint8Array): Plane {
  const output = new Uint8ClampedArray(width * height);
  const block = new Float32Array(BLOCK * BLOCK);
  const scratch = new Float32Array(BLOCK * BLOCK);
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      for (let i = 0; i < block.length; i++) {
        const row = Math.min(top + Math.trunc(i / BLOCK), height - 1);
        const column = Math.min(left + (i % BLOCK), width - 1);
        block[i] = data[row * width + column] - MIDDLE;
      }
      dct2(block, BLOCK, BLOCK, block, scratch);
      for (let i = 0; i < block.length; i++) block[i] = nearestMultiple(block[i], steps[i]);
      idct2(block, BLOCK, BLOCK, block, scratch);
      for (let row = top; row < Math.min(top + BLOCK, height); row++)
        for (let column = left; column < Math.min(left + BLOCK, width); column++)
          output[row * width + column] = block[(row - top) * BLOCK + column - left] + MIDDLE;
    }
  }
  return { width, height, data: output };
}

/** The multiple nearest to a coefficient, which is first rounded to eighths as in libjpeg; halves go away from zero. */
function nearestMultiple(coefficient: number, step: number): number {
  const eighths = Math.round(Math.abs(coefficient) * 8);
  return Math.sign(coefficient) * Math.floor(eighths / (8 * step) + 0.5) * step;
}
