import { dctMatrix } from './dct.ts';
import type { Floats } from './dct.ts';
import { conductMap } from './heat.ts';
import { remembered } from './remembered.ts';

/**
 * Attention rollout (Abnar & Zuidema 2020): how much of each input token reaches each output token through all
 * layers. Ã = ½·mean over heads + ½·I, rows renormalised; R = Ã_L … Ã_1.
 * @param layers one [heads, N, N] per layer, first layer first
 * @param tokens N, class token included
 * @returns [N, N]; row q belongs to output token q
 */
export function attentionRollout(layers: readonly Float32Array[], tokens: number): Floats {
  let rollout = identity(tokens);
  for (const attention of layers) {
    const step = headMean(attention, tokens).slice();
    for (let q = 0; q < tokens; q++) {
      let sum = 0;
      for (let k = 0; k < tokens; k++) {
        const i = q * tokens + k;
        step[i] = 0.5 * step[i] + (q === k ? 0.5 : 0);
        sum += step[i];
      }
      for (let k = 0; k < tokens; k++) step[q * tokens + k] /= sum;
    }
    rollout = product(step, rollout, tokens);
  }
  return rollout;
}

/**
 * One patch's row of the rollout after every layer, class token dropped, without the whole matrices: a row times one
 * layer's matrix after the other.
 * @param layers one [heads, N, N] per layer, first layer first
 * @param patch index from 0, row by row, class token not counted
 * @returns n·n weights per depth; the last is the row of `attentionRollout`
 */
export function rolloutRows(
  layers: readonly Float32Array[],
  tokens: number,
  patch: number,
): Floats[] {
  const means = layers.map((attention) => headMean(attention, tokens));
  return means.map((_, depth) => {
    let row: Floats = new Float32Array(tokens);
    row[patch + 1] = 1;
    for (let layer = depth; layer >= 0; layer--) {
      // Attention rows sum to 1, so half of each and half of the identity do as well.
      const next = row.map((share) => share / 2);
      for (let q = 0; q < tokens; q++) {
        const share = row[q] / 2;
        if (share > 0) addRow(next, means[layer], q * tokens, share);
      }
      row = next;
    }
    return row.slice(1);
  });
}

/** out[0…n) += factor · matrix[from…from+n). */
function addRow(out: Float32Array, matrix: Float32Array, from: number, factor: number): void {
  for (let k = 0; k < out.length; k++) out[k] += factor * matrix[from + k];
}

/** Mean over heads: [heads, N, N] → [N, N]; computed once, since the rollout of every patch asks for it. */
export const headMean = remembered((attention: Float32Array, tokens: number): Floats => {
  const size = tokens * tokens;
  const heads = attention.length / size;
  const mean = new Float32Array(size);
  for (let head = 0; head < heads; head++) addRow(mean, attention, head * size, 1 / heads);
  return mean;
});

/**
 * One head's attention of one patch over the patches: row of the token matrix, class token dropped.
 * @param attention [N, N] of one head (or of the mean, or a rollout)
 * @param patch index from 0, row by row, class token not counted
 * @returns n·n weights, not renormalised
 */
export function attentionRow(attention: Float32Array, tokens: number, patch: number): Floats {
  const start = (patch + 1) * tokens;
  return new Float32Array(attention.subarray(start + 1, start + tokens));
}

/** {@link attentionRow} of the mean over heads, without the rest of that mean. */
export function headMeanRow(attention: Float32Array, tokens: number, patch: number): Floats {
  const size = tokens * tokens;
  const heads = attention.length / size;
  const row = new Float32Array(tokens - 1);
  for (let head = 0; head < heads; head++)
    addRow(row, attention, head * size + (patch + 1) * tokens + 1, 1 / heads);
  return row;
}

/**
 * Mean attention distance of one head, Σ_k A[q, k]·|q − k| with rows renormalised over the patches, mean over q
 * (Dosovitskiy et al. 2021, figure 7).
 * @param attention [N, N] with the class token first
 * @param rows patches from top to bottom
 * @param spacing pixels between patches; the result's unit is that of the spacing
 * @param columns patches from left to right; as many as rows where absent
 */
export function meanAttentionDistance(
  attention: Float32Array,
  rows: number,
  spacing: number,
  columns = rows,
): number {
  const patches = rows * columns;
  let total = 0;
  for (let patch = 0; patch < patches; patch++) {
    const row = attentionRow(attention, patches + 1, patch);
    total += meanDistance(row, rows, columns, Math.floor(patch / columns), patch % columns);
  }
  return (spacing * total) / patches;
}

/** The attention distance of one patch that looks at all patches alike, in the unit of `spacing`. */
export function uniformDistanceFrom(
  [row, column]: readonly [row: number, column: number],
  rows: number,
  spacing: number,
  columns = rows,
): number {
  const everywhere = new Float32Array(rows * columns).fill(1);
  return spacing * meanDistance(everywhere, rows, columns, row, column);
}

/** The mean over all patches of {@link uniformDistanceFrom}: what a head that looks everywhere alike has. */
export function uniformDistance(rows: number, spacing: number, columns = rows): number {
  let total = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      total += uniformDistanceFrom([row, column], rows, spacing, columns);
  }
  return total / (rows * columns);
}

/**
 * Mean conduction distance of one channel: the same formula over |K(q, ·)|, K being the channel's impulse response.
 * @param k diffusivity over frequencies [h, w], or one number
 * @param t time, 1 as trained
 * @param spacing pixels between tokens; the result's unit is that of the spacing
 * @param sources tokens to average over, row by row; all where absent
 */
export function meanConductionDistance(
  k: Float32Array | number,
  h: number,
  w: number,
  t: number,
  spacing: number,
  sources: readonly number[] = Array.from({ length: h * w }, (_, i) => i),
): number {
  const rows = dctMatrix(h);
  const columns = dctMatrix(w);
  const coefficients = new Float32Array(h * w);
  const response = new Float32Array(h * w);
  const scratch = new Float32Array(h * w);
  let total = 0;
  for (const source of sources) {
    const row = Math.floor(source / w);
    const column = source % w;
    // The DCT of a point is a product of two columns of the cosine matrices.
    for (let n = 0; n < h; n++) {
      for (let m = 0; m < w; m++) {
        coefficients[n * w + m] = rows[n * h + row] * columns[m * w + column];
      }
    }
    conductMap(coefficients, k, h, w, t, response, scratch);
    total += meanDistance(response, h, w, row, column);
  }
  return (spacing * total) / sources.length;
}

/** Σ|weight|·distance / Σ|weight| over a grid, in tokens; 0 where all weights are 0. */
export function meanDistance(
  weights: Float32Array,
  h: number,
  w: number,
  row: number,
  column: number,
): number {
  let sum = 0;
  let moment = 0;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const weight = Math.abs(weights[y * w + x]);
      sum += weight;
      // Not Math.hypot, whose guards against an overflow cost more than all the rest.
      moment += weight * Math.sqrt((y - row) ** 2 + (x - column) ** 2);
    }
  }
  return sum > 0 ? moment / sum : 0;
}

function identity(size: number): Floats {
  const matrix = new Float32Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
  return matrix;
}

function product(a: Float32Array, b: Float32Array, size: number): Floats {
  const result = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let i = 0; i < size; i++) {
      const factor = a[row * size + i];
      for (let column = 0; column < size; column++) {
        result[row * size + column] += factor * b[i * size + column];
      }
    }
  }
  return result;
}
