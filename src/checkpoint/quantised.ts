import { CheckpointError } from './error.ts';
import type { NamedArray, NamedArrays, StoredType } from './named-array.ts';

/** Beside a tensor of codes stands the one that holds their scales, named after it. */
export const SCALE = '_scale';

/** How our files name their scheme: int8 codes without zero point, one float32 scale for each output channel. */
export const SCHEME = 'int8-symmetric-channel';

const CODES: ReadonlySet<StoredType> = new Set(['i8', 'f8_e4m3', 'f8_e5m2']);
const LARGEST_CODE = 127;

/**
 * Codes times scales: w = code · scale, where a scale stands for all of a tensor, for one of its output channels, or for
 * a group of numbers within one. Tensors of codes that have no scales are taken as they are.
 * @returns the weights, without the scales
 * @throws {CheckpointError} `scale-shape`
 */
export function dequantise(arrays: NamedArrays): NamedArrays {
  const weights = new Map(arrays);
  for (const [name, { stored, shape, data }] of arrays) {
    const scale = CODES.has(stored) ? arrays.get(name + SCALE) : undefined;
    if (!scale) continue;
    const { length } = scale.data;
    const fits = length === 1 || (scale.shape[0] === shape[0] && data.length % length === 0);
    if (!fits)
      throw new CheckpointError('scale-shape', { tensor: name, shape, scale: scale.shape });
    const group = data.length / length;
    // In place: nobody else owns the numbers, and a second copy of a large network would not fit.
    for (let i = 0; i < data.length; i++) data[i] *= scale.data[Math.floor(i / group)];
    weights.delete(name + SCALE);
  }
  return weights;
}

/**
 * The int8 codes and float32 scales of a weight: the largest magnitude of each output channel becomes 127, the rest is
 * rounded to the nearest.
 * @param weight finite numbers, [out, …]
 */
export function quantise({ shape, data }: NamedArray): {
  codes: Int8Array<ArrayBuffer>;
  scales: Float32Array<ArrayBuffer>;
} {
  const codes = new Int8Array(data.length);
  const scales = new Float32Array(shape[0]);
  const size = data.length / shape[0];
  for (let out = 0; out < shape[0]; out++) {
    const channel = data.subarray(out * size, (out + 1) * size);
    const largest = channel.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    scales[out] = largest / LARGEST_CODE;
    const scale = scales[out];
    // So small that float32 knows no scale for it, a channel is zero.
    if (scale > 0)
      channel.forEach((value, i) => {
        const code = Math.round(value / scale);
        codes[out * size + i] = Math.max(-LARGEST_CODE, Math.min(LARGEST_CODE, code));
      });
  }
  return { codes, scales };
}
