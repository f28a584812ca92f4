import { dctMatrix, idct2 } from './dct.ts';
import type { Floats } from './dct.ts';
import { eigenvalues } from './heat.ts';
import type { GridShape } from './heat.ts';

/** Row and column of a token, from 0. */
export type Token = readonly [row: number, column: number];

/** The token of an h×w grid that contains a point given in fractions of the picture. */
export function tokenAt({ x, y }: { x: number; y: number }, h: number, w: number): Token {
  return [Math.min(h - 1, Math.floor(y * h)), Math.min(w - 1, Math.floor(x * w))];
}

/**
 * What is left of each frequency in the mean over channels, exp(−λk). The heat operator is linear, so the mean of the
 * channels' maps is the map of their mean decay, whatever the source.
 * @param k effective diffusivity [h, w, c]
 * @returns [h, w]
 */
export function meanDecay(k: Float32Array, [h, w, channels]: GridShape): Floats {
  const lambda = eigenvalues(h, w);
  const mean = new Float32Array(h * w);
  for (let i = 0; i < h * w; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += Math.exp(-lambda[i] * k[i * channels + c]);
    mean[i] = sum / channels;
  }
  return mean;
}

/**
 * Impulse: one unit of heat on one token, spread by the learned diffusivity alone, mean over channels. The map sums
 * to 1.
 * @param decay of the block, {@link meanDecay}
 * @returns [h, w]
 */
export function meanImpulse(decay: Float32Array, [h, w]: GridShape, token: Token): Floats {
  const map = impulseCoefficients(h, w, token);
  for (let i = 0; i < h * w; i++) map[i] *= decay[i];
  return idct2(map, h, w, map);
}

/**
 * Source on image: the heat that one token of the real U⁰ sends out. Over all tokens these maps sum to U^t.
 * @param u0 source [h, w, c]
 * @param k effective diffusivity [h, w, c]
 * @returns signed heat of every channel, [h, w, c]
 */
export function heatOfToken(
  u0: Float32Array,
  k: Float32Array,
  [h, w, channels]: GridShape,
  [row, column]: Token,
): Floats {
  const lambda = eigenvalues(h, w);
  const unit = impulseCoefficients(h, w, [row, column]);
  const map = new Float32Array(h * w);
  const scratch = new Float32Array(h * w);
  const heat = new Float32Array(u0.length);
  for (let c = 0; c < channels; c++) {
    const strength = u0[(row * w + column) * channels + c];
    for (let i = 0; i < h * w; i++) {
      map[i] = strength * unit[i] * Math.exp(-lambda[i] * k[i * channels + c]);
    }
    idct2(map, h, w, map, scratch);
    for (let i = 0; i < h * w; i++) heat[i * channels + c] = map[i];
  }
  return heat;
}

/** L2 norm over channels: [h, w, c] → [h, w]. */
export function channelNorm(grid: Float32Array, [h, w, channels]: GridShape): Floats {
  const norm = new Float32Array(h * w);
  for (let i = 0; i < grid.length; i++) norm[Math.floor(i / channels)] += grid[i] ** 2;
  return norm.map(Math.sqrt);
}

/**
 * Query correlation: cosine between the channel vectors of one token and of every token, after conduction.
 * @param ut heat [h, w, c]
 * @returns [h, w] in −1…1; 0 where a vector is zero
 */
export function queryCorrelation(ut: Float32Array, shape: GridShape, [row, column]: Token): Floats {
  const [h, w, channels] = shape;
  const norm = channelNorm(ut, shape);
  const query = row * w + column;
  return Float32Array.from({ length: h * w }, (_, i) => {
    let dot = 0;
    for (let c = 0; c < channels; c++) dot += ut[i * channels + c] * ut[query * channels + c];
    const scale = norm[i] * norm[query];
    return scale > 0 ? dot / scale : 0;
  });
}

/** Share of Σ|value| of a map [h, w] that lies within `radius` tokens of one token; 0 for a map of zeros. */
export function shareWithin(
  map: ArrayLike<number>,
  h: number,
  w: number,
  [row, column]: Token,
  radius: number,
): number {
  let inside = 0;
  let total = 0;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const weight = Math.abs(map[y * w + x]);
      total += weight;
      if (Math.hypot(y - row, x - column) <= radius) inside += weight;
    }
  }
  return total > 0 ? inside / total : 0;
}

/** DCT of all heat in one token: the product of one column of each cosine matrix. */
function impulseCoefficients(h: number, w: number, [row, column]: Token): Floats {
  const rows = dctMatrix(h);
  const columns = dctMatrix(w);
  return Float32Array.from(
    { length: h * w },
    (_, i) => rows[Math.floor(i / w) * h + row] * columns[(i % w) * w + column],
  );
}
