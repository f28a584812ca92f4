import { createFastCosine, type FastCosine } from './fast-cosine.ts';

/** Numbers in memory of their own: transferable between threads. */
export type Floats = Float32Array<ArrayBuffer>;

const matrices = new Map<number, Floats>();

/**
 * The orthonormal DCT-II matrix D[n, x] = s_n cos(π n (x + ½) / N), s_0 = √(1/N), else √(2/N): its rows are the
 * eigenfunctions of the Laplacian on a box with insulated walls, its inverse is its transpose.
 * @param size N, in tokens
 * @returns [N, N], row by row; shared, not to be written to
 */
export function dctMatrix(size: number): Floats {
  const known = matrices.get(size);
  if (known) return known;
  const matrix = new Float32Array(size * size);
  for (let n = 0; n < size; n++) {
    const scale = Math.sqrt((n === 0 ? 1 : 2) / size);
    for (let x = 0; x < size; x++) {
      matrix[n * size + x] = scale * Math.cos((Math.PI * n * (x + 0.5)) / size);
    }
  }
  matrices.set(size, matrix);
  return matrix;
}

const fastTransforms = new Map<number, FastCosine>();

/** From this side on the fast transform is faster than products with whole matrices. */
const FAST_FROM = 32;

/** Steps a number that the fast transform costs about as much as. */
const FAST_STEPS = 16;

/** The fast transform of square maps whose side it knows; null for others. */
function fastTransform(h: number, w: number): FastCosine | null {
  if (h !== w || h < FAST_FROM || (h & (h - 1)) !== 0) return null;
  const known = fastTransforms.get(h) ?? createFastCosine(h);
  fastTransforms.set(h, known);
  return known;
}

/**
 * Two-dimensional DCT-II, D_h · map · D_wᵀ.
 * @param map [h, w], row by row
 * @param out receives the coefficients [h, w]; may be `map` itself
 * @param scratch at least h·w numbers, overwritten
 */
export function dct2(
  map: Float32Array,
  h: number,
  w: number,
  out: Floats = new Float32Array(h * w),
  scratch: Float32Array = new Float32Array(h * w),
): Floats {
  const fast = fastTransform(h, w);
  if (fast !== null) {
    for (let i = 0; i < h * w; i++) out[i] = map[i];
    fast.forward(out);
    return out;
  }
  const rows = dctMatrix(h);
  const columns = dctMatrix(w);
  scratch.fill(0, 0, h * w);
  for (let n = 0; n < h; n++) {
    for (let y = 0; y < h; y++) addScaled(scratch, n * w, map, y * w, rows[n * h + y], w);
  }
  for (let n = 0; n < h; n++) {
    for (let m = 0; m < w; m++) {
      let sum = 0;
      for (let x = 0; x < w; x++) sum += scratch[n * w + x] * columns[m * w + x];
      out[n * w + m] = sum;
    }
  }
  return out;
}

/**
 * Inverse of `dct2`, D_hᵀ · coefficients · D_w.
 * @param coefficients [h, w], row by row
 * @param out receives the map [h, w]; may be `coefficients` itself
 * @param scratch at least h·w numbers, overwritten
 * @param rowsKept,columnsKept frequencies from these on count as zero, which saves their share of the work
 */
export function idct2(
  coefficients: Float32Array,
  h: number,
  w: number,
  out: Floats = new Float32Array(h * w),
  scratch: Float32Array = new Float32Array(h * w),
  rowsKept: number = h,
  columnsKept: number = w,
): Floats {
  const fast = rowsKept * (columnsKept / w + 1) > FAST_STEPS ? fastTransform(h, w) : null;
  if (fast !== null) {
    // Rows are transformed in pairs, so that the last of an odd number has one of zeros beside it.
    for (let n = 0; n < h; n++) {
      for (let m = 0; m < w; m++)
        out[n * w + m] = n < rowsKept && m < columnsKept ? coefficients[n * w + m] : 0;
    }
    fast.inverse(out, rowsKept);
    return out;
  }
  const rows = dctMatrix(h);
  const columns = dctMatrix(w);
  scratch.fill(0, 0, rowsKept * w);
  for (let n = 0; n < rowsKept; n++) {
    for (let m = 0; m < columnsKept; m++) {
      addScaled(scratch, n * w, columns, m * w, coefficients[n * w + m], w);
    }
  }
  out.fill(0, 0, h * w);
  for (let y = 0; y < h; y++) {
    for (let n = 0; n < rowsKept; n++) addScaled(out, y * w, scratch, n * w, rows[n * h + y], w);
  }
  return out;
}

/** out[o…o+count) += factor · source[s…s+count). */
function addScaled(
  out: Float32Array,
  o: number,
  source: Float32Array,
  s: number,
  factor: number,
  count: number,
): void {
  if (factor === 0) return;
  for (let i = 0; i < count; i++) out[o + i] += factor * source[s + i];
}

/**
 * The standing wave whose strength the coefficient (n, m) of `dct2` is, between −1 and 1: n half waves down, m across.
 * @returns cos(πn(y+½)/h) · cos(πm(x+½)/w), [h, w]
 */
export function standingWave(n: number, m: number, h: number, w: number): Floats {
  const down = (y: number) => Math.cos((Math.PI * n * (y + 0.5)) / h);
  const across = Float64Array.from({ length: w }, (_, x) =>
    Math.cos((Math.PI * m * (x + 0.5)) / w),
  );
  return Float32Array.from({ length: h * w }, (_, i) => down(Math.floor(i / w)) * across[i % w]);
}
