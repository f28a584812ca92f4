import { ENTRY, NUMBER, VECTOR, order, transform } from './fourier';

/** The alpha of two pixels. */
const OPAQUE: v128 = i32x4.splat(<i32>0xff000000);

/**
 * A picture from its spectrum: along each axis x_n = w_0·C_0 + 2·Σ w_k·C_k·cos(πk(n+½)/N).
 * @param size N, a power of two
 * @param source C, [N, N] vectors
 * @param row bytes from one row of `source` and `work` to the next
 * @param weights w, [N] numbers
 * @param kept frequencies from this even number on count as zero, along both axes
 * @param roots e^(iπk/2N) for k below 3N, cosine beside sine
 * @param line N entries to work in
 * @param work [N, N] vectors to work in
 * @param pixels [N, N] RGBA
 * @param luminance [N, N] numbers
 */
export function conduct(
  size: i32, source: usize, row: usize, weights: usize, kept: i32, roots: usize,
  line: usize, work: usize, pixels: usize, luminance: usize,
): void {
  // Two lines are one complex line, Makhoul 1980.
  for (let m = 0; m < kept; m += 2) {
    const at = <usize>m * VECTOR;
    enter(size, source + at, source + at + VECTOR, row, weights, kept, roots, line);
    transform(size, line, roots);
    leave(size, line, work + at, row);
  }
  for (let y = 0; y < size; y += 2) {
    const at = work + <usize>y * row;
    enter(size, at, at + row, VECTOR, weights, kept, roots, line);
    transform(size, line, roots);
    draw(size, line, pixels, luminance);
    pixels += <usize>(2 * size) * NUMBER;
    luminance += <usize>(2 * size) * NUMBER;
  }
}

/** What the Fourier transform makes two lines of: `first` its real, `second` its negative imaginary part. */
function enter(
  size: i32, first: usize, second: usize, step: usize, weights: usize, kept: i32, roots: usize, line: usize,
): void {
  const mean = v128.load32_splat(weights);
  v128.store(line, f32x4.mul(v128.load(first), mean));
  v128.store(line, f32x4.neg(f32x4.mul(v128.load(second), mean)), VECTOR);
  const zero = f32x4.splat(0);
  const bits = clz(size) + 1;
  for (let k = 1; k <= size >> 1; k++) {
    const mirror = size - k;
    let a = zero;
    let b = zero;
    if (k < kept) {
      const weight = v128.load32_splat(weights + <usize>k * NUMBER);
      a = f32x4.mul(v128.load(first + <usize>k * step), weight);
      b = f32x4.mul(v128.load(second + <usize>k * step), weight);
    }
    let c = zero;
    let d = zero;
    if (mirror < kept) {
      const weight = v128.load32_splat(weights + <usize>mirror * NUMBER);
      c = f32x4.mul(v128.load(first + <usize>mirror * step), weight);
      d = f32x4.mul(v128.load(second + <usize>mirror * step), weight);
    }
    const cosine = v128.load32_splat(roots + <usize>k * (2 * NUMBER));
    const sine = v128.load32_splat(roots + <usize>k * (2 * NUMBER), NUMBER);
    const even = f32x4.add(a, d);
    const odd = f32x4.sub(c, b);
    const here = line + order(k, bits) * ENTRY;
    v128.store(here, f32x4.add(f32x4.mul(cosine, even), f32x4.mul(sine, odd)));
    v128.store(here, f32x4.sub(f32x4.mul(cosine, odd), f32x4.mul(sine, even)), VECTOR);
    const mirrorEven = f32x4.add(c, b);
    const mirrorOdd = f32x4.sub(a, d);
    const there = line + order(mirror, bits) * ENTRY;
    v128.store(there, f32x4.add(f32x4.mul(sine, mirrorEven), f32x4.mul(cosine, mirrorOdd)));
    v128.store(there, f32x4.sub(f32x4.mul(sine, mirrorOdd), f32x4.mul(cosine, mirrorEven)), VECTOR);
  }
}

/** Writes two lines beside each other. */
function leave(size: i32, line: usize, to: usize, step: usize): void {
  let even = line;
  let odd = line + <usize>(size - 1) * ENTRY;
  while (even < odd) {
    v128.store(to, v128.load(even));
    v128.store(to, f32x4.neg(v128.load(even, VECTOR)), VECTOR);
    to += step;
    v128.store(to, v128.load(odd));
    v128.store(to, f32x4.neg(v128.load(odd, VECTOR)), VECTOR);
    to += step;
    even += ENTRY;
    odd -= ENTRY;
  }
}

/** Writes two lines below each other, as colours and as luminance. */
function draw(size: i32, line: usize, pixels: usize, luminance: usize): void {
  const width = <usize>size * NUMBER;
  let even = line;
  let odd = line + <usize>(size - 1) * ENTRY;
  while (even < odd) {
    drawTwo(v128.load(even), v128.load(odd), pixels, luminance);
    drawTwo(
      f32x4.neg(v128.load(even, VECTOR)), f32x4.neg(v128.load(odd, VECTOR)),
      pixels + width, luminance + width,
    );
    pixels += 2 * NUMBER;
    luminance += 2 * NUMBER;
    even += ENTRY;
    odd -= ENTRY;
  }
}

/** Two pixels, rounded as JavaScript's clamped arrays do. */
@inline
function drawTwo(left: v128, right: v128, pixels: usize, luminance: usize): void {
  const words = i16x8.narrow_i32x4_s(
    i32x4.trunc_sat_f32x4_s(f32x4.nearest(left)),
    i32x4.trunc_sat_f32x4_s(f32x4.nearest(right)),
  );
  v128.store64_lane(pixels, v128.or(i8x16.narrow_i16x8_u(words, words), OPAQUE), 0);
  v128.store32_lane(luminance, left, 3);
  v128.store32_lane(luminance, right, 3, NUMBER);
}
