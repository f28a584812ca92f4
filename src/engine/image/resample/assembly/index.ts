// Pixels are four bytes in memory of this program's own; places are bytes from its beginning, sizes are pixels.

/** PIL's coefficients are integers scaled by 2²²; see `src/math/resample.ts`. */
const PRECISION_BITS: i32 = 22;
const ROUNDING: i32 = 1 << (PRECISION_BITS - 1);

const PIXEL: usize = 4;
const WEIGHT: usize = 4;

/** The weighted sum of `count` pixels that lie `step` bytes apart, saturated: all four channels at once. */
@inline
function weighted(source: usize, step: usize, weights: usize, count: i32): i32 {
  let sum = i32x4.splat(ROUNDING);
  for (let i = 0; i < count; i++) {
    const pixel = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(source)));
    sum = i32x4.add(sum, i32x4.mul(pixel, v128.load32_splat(weights)));
    source += step;
    weights += WEIGHT;
  }
  const whole = i32x4.shr_s(sum, PRECISION_BITS);
  const words = i16x8.narrow_i32x4_s(whole, whole);
  return i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0);
}

/**
 * Resamples rows of `width` pixels to `outWidth`.
 * @param first,count,weights for each pixel of the result, as `Taps` has them; `stride` weights each
 */
export function across(
  source: usize, width: i32, rows: i32,
  first: usize, count: usize, weights: usize, stride: i32, outWidth: i32, out: usize,
): void {
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < outWidth; x++) {
      const tap = <usize>x * 4;
      const begin = source + <usize>load<i32>(first + tap) * PIXEL;
      const taps = weights + <usize>(x * stride) * WEIGHT;
      store<i32>(out, weighted(begin, PIXEL, taps, load<i32>(count + tap)));
      out += PIXEL;
    }
    source += <usize>width * PIXEL;
  }
}

/** Resamples columns: rows of `width` pixels to `outHeight` of them. @param firstRow what `first` counts from */
export function down(
  source: usize, width: i32, firstRow: i32,
  first: usize, count: usize, weights: usize, stride: i32, outHeight: i32, out: usize,
): void {
  const row = <usize>width * PIXEL;
  for (let y = 0; y < outHeight; y++) {
    const tap = <usize>y * 4;
    const begin = source + <usize>(load<i32>(first + tap) - firstRow) * row;
    const taps = weights + <usize>(y * stride) * WEIGHT;
    const some = load<i32>(count + tap);
    for (let x: usize = 0; x < row; x += PIXEL) {
      store<i32>(out, weighted(begin + x, row, taps, some));
      out += PIXEL;
    }
  }
}
