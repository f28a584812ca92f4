import type { NamedArray, NamedArrays } from '../../checkpoint/named-array.ts';
import type { Conduction } from '../../kernels/heat/index.ts';
import { eigenvalues } from '../../math/heat.ts';
import type { CpuTensor } from '../nn/tree.ts';
import type { ResizeRule } from './config.ts';

/**
 * k = ReLU(Linear(FVE)), per block, from the stage's frequency value embedding (vHeat, section 3.3).
 * @param embedding FVE [n, m, C]
 * @param weight to_k [C, C], PyTorch's [out, in]
 * @param bias [C]
 * @returns k [n, m, C]
 */
export function diffusivity(embedding: CpuTensor, weight: CpuTensor, bias: CpuTensor): CpuTensor {
  const channels = embedding.shape[2];
  const e = embedding.data;
  const w = weight.data;
  const k = new Float32Array(e.length);
  // Four outputs at once read each number of the embedding once instead of four times: the widths of vHeat are multiples
  // of four, and of other widths the last outputs are made alone.
  const fours = channels - (channels % 4);
  for (let row = 0; row < k.length; row += channels) {
    for (let o = 0; o < fours; o += 4) {
      let [first, second, third, fourth] = [0, 0, 0, 0];
      const at = o * channels;
      for (let i = 0; i < channels; i++) {
        const value = e[row + i];
        first += value * w[at + i];
        second += value * w[at + channels + i];
        third += value * w[at + 2 * channels + i];
        fourth += value * w[at + 3 * channels + i];
      }
      k[row + o] = Math.max(first + bias.data[o], 0);
      k[row + o + 1] = Math.max(second + bias.data[o + 1], 0);
      k[row + o + 2] = Math.max(third + bias.data[o + 2], 0);
      k[row + o + 3] = Math.max(fourth + bias.data[o + 3], 0);
    }
    for (let o = fours; o < channels; o++) {
      let sum = bias.data[o];
      for (let i = 0; i < channels; i++) sum += e[row + i] * w[o * channels + i];
      k[row + o] = Math.max(sum, 0);
    }
  }
  return { shape: embedding.shape, data: k };
}

/** −ln of half the smallest positive number a file can store: smaller decays were rounded to zero. */
const LARGEST_EXPONENT: Partial<Record<NamedArray['stored'], number>> = {
  f16: 25 * Math.LN2,
  bf16: 134 * Math.LN2,
};
const LARGEST_EXPONENT_FLOAT32 = 150 * Math.LN2;

/**
 * Recovers k = −ln(k_exp)/λ from the inference form. Where k_exp underflowed to zero only a lower bound of k is left,
 * and that bound is returned (it makes the same forward pass); where λ = 0, k has no effect and is 0.
 * @param stored k_exp = exp(−λk), [n, m, C]
 */
export function diffusivityFromDecay(stored: NamedArray): CpuTensor {
  const [n, m, channels] = stored.shape;
  const lambda = eigenvalues(n, m);
  const largest = LARGEST_EXPONENT[stored.stored] ?? LARGEST_EXPONENT_FLOAT32;
  const k = stored.data.map((left, i) => {
    const rate = lambda[Math.floor(i / channels)];
    if (rate === 0) return 0;
    return (left > 0 ? Math.max(-Math.log(left), 0) : largest) / rate;
  });
  return { shape: stored.shape, data: k };
}

/** How many entries of an inference form's k are known only as a lower bound, because exp(−λk) underflowed. */
export function boundedEntries(arrays: NamedArrays): number {
  let count = 0;
  for (const [key, { data }] of arrays) {
    if (key.endsWith('.op.k_exp')) count += data.reduce((sum, left) => sum + Number(left === 0), 0);
  }
  return count;
}

/** The diffusivity a run really uses: the constant or the learned map, times t. HCO(u⁰; effective k) = u^t. */
export function effectiveDiffusivity(
  { data }: CpuTensor,
  { time, constant }: Conduction,
): Float32Array<ArrayBuffer> {
  return data.map((k) => (constant ?? k) * time);
}

/** Fits a frequency value embedding [n, m, C] to another token grid. */
export function resizeEmbedding(
  embedding: CpuTensor,
  height: number,
  width: number,
  rule: ResizeRule,
): CpuTensor {
  const [n, m] = embedding.shape;
  if (n === height && m === width) return embedding;
  switch (rule) {
    case 'zero-pad':
      return padEmbedding(embedding, height, width);
    case 'bicubic':
      return resizeBicubic(resizeBicubic(embedding, 0, height), 1, width);
    default:
      return rule satisfies never;
  }
}

function padEmbedding({ shape, data }: CpuTensor, height: number, width: number): CpuTensor {
  const [n, m, channels] = shape;
  const padded = new Float32Array(height * width * channels);
  for (let row = 0; row < Math.min(n, height); row++) {
    const start = row * m * channels;
    const kept = data.subarray(start, start + Math.min(m, width) * channels);
    padded.set(kept, row * width * channels);
  }
  return { shape: [height, width, channels], data: padded };
}

/** PyTorch's `interpolate(mode='bicubic', align_corners=False)` along one axis: a = −0.75, edges repeated. */
function resizeBicubic({ shape, data }: CpuTensor, axis: 0 | 1, size: number): CpuTensor {
  const [n, m, channels] = shape;
  const length = shape[axis];
  const target = axis === 0 ? [size, m, channels] : [n, size, channels];
  const result = new Float32Array(target[0] * target[1] * channels);
  const stride = axis === 0 ? m * channels : channels;
  const lines = axis === 0 ? 1 : n;
  for (let position = 0; position < size; position++) {
    const at = ((position + 0.5) * length) / size - 0.5;
    const first = Math.floor(at) - 1;
    for (let tap = first; tap < first + 4; tap++) {
      const weight = cubic(Math.abs(at - tap));
      const source = Math.min(Math.max(tap, 0), length - 1);
      for (let line = 0; line < lines; line++) {
        const read = (line * length + source) * stride;
        const write = (line * size + position) * stride;
        for (let i = 0; i < stride; i++) result[write + i] += weight * data[read + i];
      }
    }
  }
  return { shape: target, data: result };
}

/** Keys' cubic convolution kernel with a = −0.75. */
function cubic(distance: number): number {
  const a = -0.75;
  if (distance <= 1) return ((a + 2) * distance - (a + 3)) * distance ** 2 + 1;
  if (distance < 2) return ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a;
  return 0;
}
