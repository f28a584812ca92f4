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
