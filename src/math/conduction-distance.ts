import { eigenvalues } from './heat.ts';
import type { GridShape } from './heat.ts';

/** Sources along an axis at most; on larger grids they are this many, evenly spaced, in place of all. */
const MOST_SOURCES = 32;

/** Sources along an axis, mirrored ones left out, and how many tokens each stands for. */
function sourcesAlong(size: number): { at: number; twins: number }[] {
  const half = Math.ceil(size / 2);
  if (half > MOST_SOURCES)
    return Array.from({ length: MOST_SOURCES }, (_, i) => ({
      at: Math.floor(((i + 0.5) * half) / MOST_SOURCES),
      twins: 1,
    }));
  return Array.from({ length: half }, (_, at) => ({ at, twins: 2 * at + 1 === size ? 1 : 2 }));
}

/**
 * Mean conduction distance of every channel of a heat operator: Σ_x |K_c(q, x)|·|q − x| / Σ_x |K_c(q, x)|, mean over
 * all tokens q, the counterpart of the mean attention distance of a head.
 *
 * Insulated walls are mirrors: the heat at x of a source at q is that of the source and of its mirror images on an
 * endless grid, four lookups in one table per channel instead of an inverse transform per source. Beyond 64 tokens a side
 * the mean is over 32 × 32 sources of a quarter, evenly spaced, which the kernel's smoothness allows.
 * @param k effective diffusivity [h, w, c]
 * @param spacing pixels between tokens; the result's unit is that of the spacing
 * @returns one distance per channel
 */
export function conductionDistances(k: Float32Array, shape: GridShape, spacing: number): number[] {
  return Array.from({ length: shape[2] }, (_, c) => conductionDistance(k, shape, spacing, c));
}

/** {@link conductionDistances} of one channel: on large grids that alone takes a while. */
export function conductionDistance(
  k: Float32Array,
  [h, w, channels]: GridShape,
  spacing: number,
  channel: number,
): number {
  const distance = Float64Array.from({ length: h * w }, (_, i) =>
    Math.hypot(Math.floor(i / w), i % w),
  );
  const table = mirrorTable(k, h, w, channels, channel);
  let sum = 0;
  let tokens = 0;
  // The kernel looks the same from mirrored tokens: a quarter of them stands for all.
  for (const row of sourcesAlong(h)) {
    for (const column of sourcesAlong(w)) {
      const twins = row.twins * column.twins;
      sum += twins * distanceFrom(table, distance, h, w, row.at, column.at);
      tokens += twins;
    }
  }
  return (spacing * sum) / tokens;
}

function distanceFrom(
  table: Float64Array,
  distance: Float64Array,
  h: number,
  w: number,
  row: number,
  column: number,
): number {
  let weight = 0;
  let moment = 0;
  for (let y = 0; y < h; y++) {
    const near = Math.abs(row - y);
    const far = row + y + 1;
    for (let x = 0; x < w; x++) {
      const left = Math.abs(column - x);
      const right = column + x + 1;
      const heat =
        table[near * 2 * w + left] +
        table[far * 2 * w + left] +
        table[near * 2 * w + right] +
        table[far * 2 * w + right];
      weight += Math.abs(heat);
      moment += Math.abs(heat) * distance[near * w + left];
    }
  }
  return weight > 0 ? moment / weight : 0;
}

/** Heat over offsets (a, b) on the endless grid, [2h, 2w]: ¼ Σ s²_n s²_m exp(−λk) cos(πna/h) cos(πmb/w). */
function mirrorTable(
  k: Float32Array,
  h: number,
  w: number,
  channels: number,
  channel: number,
): Float64Array {
  const lambda = eigenvalues(h, w);
  const rows = cosines(h);
  const columns = cosines(w);
  const half = new Float64Array(h * 2 * w);
  for (let n = 0; n < h; n++) {
    for (let m = 0; m < w; m++) {
      const left = Math.exp(-lambda[n * w + m] * k[(n * w + m) * channels + channel]) / 4;
      for (let b = 0; b < 2 * w; b++) half[n * 2 * w + b] += left * columns[m * 2 * w + b];
    }
  }
  const table = new Float64Array(4 * h * w);
  for (let a = 0; a < 2 * h; a++) {
    for (let n = 0; n < h; n++) {
      const scale = rows[n * 2 * h + a];
      for (let b = 0; b < 2 * w; b++) table[a * 2 * w + b] += scale * half[n * 2 * w + b];
    }
  }
  return table;
}

/** s²_n cos(πna/N) for offsets a of 0…2N−1, with s²_0 = 1/N, else 2/N; [N, 2N]. */
function cosines(size: number): Float64Array {
  return Float64Array.from({ length: 2 * size * size }, (_, i) => {
    const n = Math.floor(i / (2 * size));
    const angle = (Math.PI * ((n * (i % (2 * size))) % (2 * size))) / size;
    return ((n === 0 ? 1 : 2) / size) * Math.cos(angle);
  });
}
