import { createFourier } from './fourier.ts';

/**
 * The orthonormal DCT-II of square maps by the fast Fourier transform (Makhoul 1980): for pictures of hundreds of
 * pixels a side, where the matrix products that token grids use would take too long for a frame.
 */
export interface FastCosine {
  /** Side of the maps. */
  readonly size: number;
  /** Two-dimensional DCT-II of a map [size, size], in place. */
  forward(map: Float32Array): void;
  /**
   * Inverse of `forward`, in place.
   * @param rowsKept frequencies along y from this on are zero, which saves their share of the work
   */
  inverse(coefficients: Float32Array, rowsKept?: number): void;
}

/** Columns that are transformed together: as lines of 512 numbers they fit into the smallest cache. */
const BLOCK = 8;

/**
 * Prepares the transform of maps of one size; it owns its work memory, so that calls allocate nothing.
 * @param size a power of two, at least 2
 * @throws RangeError for another size
 */
export function createFastCosine(size: number): FastCosine {
  if (size < 2 || (size & (size - 1)) !== 0) {
    throw new RangeError(`A fast cosine transform needs a power of two, not ${size}.`);
  }
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const lines = new Float32Array(BLOCK * size);
  const fourier = createFourier(size);
  const { order } = fourier;
  const scale = Float64Array.from({ length: size }, (_, k) => Math.sqrt((k === 0 ? 1 : 2) / size));
  // e^(−iπk/2N), the half-sample shift between the cosine and the Fourier transform, with the scale of either direction.
  const shift = (of: (angle: number) => number, factor: (k: number) => number) =>
    Float64Array.from({ length: size }, (_, k) => of((Math.PI * k) / 2 / size) * factor(k));
  const toRe = shift(Math.cos, (k) => scale[k] / 2);
  const toIm = shift(Math.sin, (k) => -scale[k] / 2);
  const fromRe = shift(Math.cos, (k) => 1 / scale[k] / size);
  const fromIm = shift(Math.sin, (k) => 1 / scale[k] / size);

  /** DCT-II of two lines at once, one as the real, one as the imaginary part of one Fourier transform. */
  function forwardPair(map: Float32Array, a: number, b: number): void {
    for (let n = 0; n < size; n += 2) {
      const even = order[n >> 1];
      const odd = order[size - 1 - (n >> 1)];
      re[even] = map[a + n];
      re[odd] = map[a + n + 1];
      im[even] = map[b + n];
      im[odd] = map[b + n + 1];
    }
    fourier.transform(re, im);
    for (let k = 0; k < size; k++) {
      const mirror = (size - k) & (size - 1);
      map[a + k] = toRe[k] * (re[k] + re[mirror]) - toIm[k] * (im[k] - im[mirror]);
      map[b + k] = toRe[k] * (im[k] + im[mirror]) - toIm[k] * (re[mirror] - re[k]);
    }
  }

  /** Inverse of `forwardPair`. */
  function inversePair(map: Float32Array, a: number, b: number): void {
    re[0] = map[a] * fromRe[0];
    im[0] = -map[b] * fromRe[0];
    for (let k = 1; k < size; k++) {
      const to = order[k];
      const c = fromRe[k];
      const s = fromIm[k];
      const first = map[a + k];
      const second = map[b + k];
      const mirrorFirst = map[a + size - k];
      const mirrorSecond = map[b + size - k];
      // The Fourier transform of each line is conj(shift)·(C[k] − i·C[N−k]); the inverse is the forward one of the
      // conjugate, hence the sign of the imaginary part.
      re[to] = c * (first + mirrorSecond) + s * (mirrorFirst - second);
      im[to] = c * (mirrorFirst - second) - s * (first + mirrorSecond);
    }
    fourier.transform(re, im);
    for (let n = 0; n < size; n += 2) {
      const even = n >> 1;
      const odd = size - 1 - even;
      map[a + n] = re[even];
      map[a + n + 1] = re[odd];
      map[b + n] = -im[even];
      map[b + n + 1] = -im[odd];
    }
  }

  /** Transforms all columns, a few at a time as lines: the cache holds none of a whole column's lines of memory. */
  function columns(map: Float32Array, pair: typeof forwardPair): void {
    const block = Math.min(BLOCK, size);
    for (let first = 0; first < size; first += block) {
      for (let y = 0; y < size; y++) {
        for (let i = 0; i < block; i++) lines[i * size + y] = map[y * size + first + i];
      }
      for (let i = 0; i < block; i += 2) pair(lines, i * size, (i + 1) * size);
      for (let y = 0; y < size; y++) {
        for (let i = 0; i < block; i++) map[y * size + first + i] = lines[i * size + y];
      }
    }
  }

  return {
    size,
    forward(map) {
      for (let y = 0; y < size; y += 2) forwardPair(map, y * size, (y + 1) * size);
      columns(map, forwardPair);
    },
    inverse(coefficients, rowsKept = size) {
      for (let y = 0; y < rowsKept; y += 2) inversePair(coefficients, y * size, (y + 1) * size);
      columns(coefficients, inversePair);
    },
  };
}
