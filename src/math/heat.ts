import { dct2, idct2 } from './dct.ts';
import type { Floats } from './dct.ts';

/** A token grid of C channels, channels last: [rows, columns, channels]. */
export type GridShape = readonly [height: number, width: number, channels: number];

/** By height, then width: a lookup makes no garbage, since one happens in every frame. */
const eigenvalueTables = new Map<number, Map<number, Floats>>();

/**
 * λ[n, m] = ω_n² + ω_m² with ω_n = nπ/h and ω_m = mπ/w, in 1/token²: how fast each frequency fades (vHeat, eq. 6).
 * @returns [h, w], row by row; shared, not to be written to
 */
export function eigenvalues(h: number, w: number): Floats {
  const known = eigenvalueTables.get(h)?.get(w);
  if (known) return known;
  const table = new Float32Array(h * w);
  for (let n = 0; n < h; n++) {
    for (let m = 0; m < w; m++) {
      table[n * w + m] = Math.PI ** 2 * ((n / h) ** 2 + (m / w) ** 2);
    }
  }
  const tables = eigenvalueTables.get(h) ?? new Map<number, Floats>();
  eigenvalueTables.set(h, tables.set(w, table));
  return table;
}

/**
 * What is left of each frequency after time t, exp(−λ·k·t), for one channel.
 * @param k diffusivity in token² per unit of time: a map over frequencies [h, w], or one number for all
 * @param t time, 1 as trained; 0 leaves everything
 * @param out receives [h, w]
 */
export function decay(
  k: Float32Array | number,
  h: number,
  w: number,
  t: number,
  out: Floats = new Float32Array(h * w),
): Floats {
  const lambda = eigenvalues(h, w);
  // Two loops: choosing inside one makes engines box every number.
  if (typeof k === 'number') {
    for (let i = 0; i < h * w; i++) out[i] = Math.exp(-lambda[i] * k * t);
  } else {
    for (let i = 0; i < h * w; i++) out[i] = Math.exp(-lambda[i] * k[i] * t);
  }
  return out;
}

/** Frequencies below this share of the largest are invisible in float32 after the inverse transform. */
const FADED = 1e-9;

/**
 * One channel's heat at time t from the DCT coefficients of its source. Frequencies that have faded are skipped, so
 * late times are cheap. Allocates nothing when `out` and `scratch` are given.
 * @param coefficients `dct2` of the source, [h, w]
 * @param k diffusivity, map over frequencies [h, w] or one number
 * @param out receives the heat map [h, w]; must not be `coefficients`
 * @param scratch at least h·w numbers, overwritten
 */
export function conductMap(
  coefficients: Float32Array,
  k: Float32Array | number,
  h: number,
  w: number,
  t: number,
  out: Floats = new Float32Array(h * w),
  scratch: Float32Array = new Float32Array(h * w),
): Floats {
  decay(k, h, w, t, out);
  let largest = 0;
  for (let i = 0; i < h * w; i++) {
    out[i] *= coefficients[i];
    largest = Math.max(largest, Math.abs(out[i]));
  }
  let rows = 0;
  let columns = 0;
  for (let n = 0; n < h; n++) {
    for (let m = 0; m < w; m++) {
      if (Math.abs(out[n * w + m]) <= FADED * largest) {
        // Not left as it is: products of numbers next to zero are much slower.
        out[n * w + m] = 0;
        continue;
      }
      rows = n + 1;
      columns = Math.max(columns, m + 1);
    }
  }
  return idct2(out, h, w, out, scratch, rows, columns);
}

/**
 * The heat conduction operator on a whole grid, IDCT2(DCT2(u⁰)·exp(−λ·k·t)) per channel (vHeat, eq. 8). The
 * reference that every kernel is tested against.
 * @param u0 source [h, w, c]
 * @param k diffusivity over frequencies and channels [h, w, c]
 * @returns heat at time t [h, w, c]
 */
export function conduct(
  u0: Float32Array,
  k: Float32Array,
  shape: GridShape,
  t: number,
  out: Floats = new Float32Array(u0.length),
): Floats {
  const [h, w, channels] = shape;
  const map = new Float32Array(h * w);
  const diffusivity = new Float32Array(h * w);
  const heat = new Float32Array(h * w);
  const scratch = new Float32Array(h * w);
  for (let c = 0; c < channels; c++) {
    channelOf(u0, shape, c, map);
    channelOf(k, shape, c, diffusivity);
    dct2(map, h, w, map, scratch);
    conductMap(map, diffusivity, h, w, t, heat, scratch);
    for (let i = 0; i < h * w; i++) out[i * channels + c] = heat[i];
  }
  return out;
}

/** Copies channel `c` of a channels-last grid into a map [h, w]. */
export function channelOf(
  grid: Float32Array,
  [h, w, channels]: GridShape,
  c: number,
  out: Floats = new Float32Array(h * w),
): Floats {
  for (let i = 0; i < h * w; i++) out[i] = grid[i * channels + c];
  return out;
}

/** All heat in one token: a map [h, w] that is 1 at (row, column) and 0 elsewhere. */
export function impulse(h: number, w: number, row: number, column: number): Floats {
  const map = new Float32Array(h * w);
  map[row * w + column] = 1;
  return map;
}
