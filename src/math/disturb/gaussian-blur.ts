import { scaledLength, toBytes, type Picture } from './picture.ts';

/** The kernel ends after so many standard deviations, as in SciPy and so in ImageNet-C. */
const TRUNCATE = 4;

const CHANNELS = 3;

/**
 * Blurs a picture by a Gaussian whose border pixels go on beyond it: `gaussian_blur` of ImageNet-C (Hendrycks and
 * Dietterich 2019).
 * @param sigma in pixels of a picture of 224 a side; smaller pictures are blurred by fewer of their own
 */
export function gaussianBlur(picture: Picture, sigma: number): Picture {
  const { width, height, data } = picture;
  const kernel = gaussian(scaledLength(sigma, picture));
  const wide = new Float64Array(data.length);
  const blurred = new Float64Array(data.length);
  for (let y = 0; y < height; y++)
    convolve(data, wide, kernel, { from: y * width * CHANNELS, step: CHANNELS, length: width });
  for (let x = 0; x < width; x++)
    convolve(wide, blurred, kernel, { from: x * CHANNELS, step: width * CHANNELS, length: height });
  return { ...picture, data: toBytes(blurred) };
}

/** Weights from the middle outwards, scaled so that the whole kernel sums to 1. */
function gaussian(sigma: number): Float64Array {
  const radius = Math.trunc(TRUNCATE * sigma + 0.5);
  const half = Float64Array.from({ length: radius + 1 }, (_, i) =>
    i === 0 ? 1 : Math.exp(-(i ** 2) / (2 * sigma ** 2)),
  );
  const sum = 2 * half.reduce((a, b) => a + b, 0) - half[0];
  return half.map((weight) => weight / sum);
}

/** Pixels in a row or a column. */
interface Line {
  readonly from: number;
  readonly step: number;
  readonly length: number;
}

function convolve(
  input: ArrayLike<number>,
  output: Float64Array,
  kernel: Float64Array,
  { from, step, length }: Line,
): void {
  const last = from + (length - 1) * step;
  for (let at = from; at <= last; at += step) {
    for (let c = 0; c < CHANNELS; c++) {
      let sum = kernel[0] * input[at + c];
      for (let i = 1; i < kernel.length; i++) {
        const before = Math.max(from, at - i * step);
        const after = Math.min(last, at + i * step);
        sum += kernel[i] * (input[before + c] + input[after + c]);
      }
      output[at + c] = sum;
    }
  }
}
