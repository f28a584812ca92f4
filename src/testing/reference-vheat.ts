/**
 * vHeat written a second time, in plain loops over numbers: PyTorch's layouts, no tensor library, nothing folded or
 * fused, the transform by its definition. Slow and independent, to check the real one against.
 */
import type { NamedArrays } from '../checkpoint/named-array.ts';

/** Channels first: `data[c]` is one map, row by row. */
interface Maps {
  readonly height: number;
  readonly width: number;
  readonly data: readonly Float32Array[];
}

export interface ReferenceOptions {
  readonly postNorm: boolean;
  /** Pixels of an oblong input. */
  readonly input?: { readonly height: number; readonly width: number };
}

/**
 * Logits of one picture.
 * @param arrays a state_dict in training form
 * @param input normalised pixels, channels first, [3, S, S]
 */
export function referenceVHeat(
  arrays: NamedArrays,
  input: Float32Array,
  options: ReferenceOptions,
): Float32Array {
  const { linear, norm } = layersOf(arrays);
  const features = norm(referenceFeatures(arrays, input, options), 'classifier.0', 1e-5);
  const pooled: Maps = {
    height: 1,
    width: 1,
    data: features.data.map((channel) =>
      Float32Array.of(channel.reduce((a, b) => a + b, 0) / channel.length),
    ),
  };
  return Float32Array.from(linear(pooled, 'classifier.3').data, (logit) => logit[0]);
}

function layersOf(arrays: NamedArrays) {
  const get = (key: string) => {
    const array = arrays.get(key);
    if (!array) throw new Error(`no ${key}`);
    return array;
  };
  const has = (key: string) => arrays.has(key);
  const weightsOf = (key: string) => ({
    weight: get(`${key}.weight`).data,
    bias: has(`${key}.bias`) ? get(`${key}.bias`).data : null,
    outs: get(`${key}.weight`).shape[0],
  });
  const linear = (x: Maps, key: string) => pointwise(x, weightsOf(key));
  const norm = (x: Maps, key: string, epsilon: number) =>
    layerNorm(x, get(`${key}.weight`).data, get(`${key}.bias`).data, epsilon);
  return { get, has, weightsOf, linear, norm };
}

/** What the last stage of a network makes of one picture, before any norm; see {@link referenceVHeat}. */
export function referenceFeatures(
  arrays: NamedArrays,
  input: Float32Array,
  { postNorm, input: size }: ReferenceOptions,
): Maps {
  const { get, has, weightsOf, linear, norm } = layersOf(arrays);
  const side = Math.sqrt(input.length / 3);
  const { height, width } = size ?? { height: side, width: side };
  const pixels = height * width;
  let x: Maps = {
    height,
    width,
    data: [0, 1, 2].map((c) => input.subarray(c * pixels, (c + 1) * pixels)),
  };
  x = map(norm(convolve(x, weightsOf('patch_embed.conv1')), 'patch_embed.norm1.1', 1e-6), gelu);
  x = norm(convolve(x, weightsOf('patch_embed.conv2')), 'patch_embed.norm2.1', 1e-6);

  for (let stage = 0; has(`layers.${stage}.0.norm1.weight`); stage++) {
    let block = 0;
    for (; has(`layers.${stage}.${block}.op.dwconv.weight`); block++) {
      const key = `layers.${stage}.${block}`;
      const gamma = (branch: Maps, name: string) =>
        has(`${key}.${name}`) ? scale(branch, get(`${key}.${name}`).data) : branch;
      const mlp = (y: Maps) => linear(map(linear(y, `${key}.mlp.fc1`), gelu), `${key}.mlp.fc2`);
      const operator = (y: Maps) => {
        const local = depthwise(y, weightsOf(`${key}.op.dwconv`));
        const both = linear(local, `${key}.op.linear`);
        const half = both.data.length / 2;
        const u: Maps = { ...y, data: both.data.slice(0, half) };
        const gate = map({ ...y, data: both.data.slice(half) }, (z) => z / (1 + Math.exp(-z)));
        const k = diffusivity(
          get(`freq_embed.${stage}`).data,
          get(`${key}.op.to_k.0.weight`).data,
          get(`${key}.op.to_k.0.bias`).data,
        );
        const heated = norm(conduct(u, k), `${key}.op.out_norm`, 1e-5);
        return linear(
          combine(heated, gate, (a, b) => a * b),
          `${key}.op.out_linear`,
        );
      };
      const sum = (a: Maps, b: Maps) => combine(a, b, (p, q) => p + q);
      if (postNorm) {
        x = sum(x, gamma(norm(operator(x), `${key}.norm1`, 1e-5), 'gamma1'));
        x = sum(x, gamma(norm(mlp(x), `${key}.norm2`, 1e-5), 'gamma2'));
      } else {
        x = sum(x, gamma(operator(norm(x, `${key}.norm1`, 1e-5)), 'gamma1'));
        x = sum(x, gamma(mlp(norm(x, `${key}.norm2`, 1e-5)), 'gamma2'));
      }
    }
    const down = `layers.${stage}.${block}`;
    if (has(`${down}.0.weight`)) x = norm(convolve(x, weightsOf(`${down}.0`)), `${down}.1`, 1e-5);
  }
  return x;
}

interface Layer {
  readonly weight: Float32Array;
  readonly bias: Float32Array | null;
  readonly outs: number;
}

function empty(channels: number, height: number, width: number): Maps {
  const data = Array.from({ length: channels }, () => new Float32Array(height * width));
  return { height, width, data };
}

/** The same matrix at every token, weight [out, in]. */
function pointwise({ height, width, data }: Maps, { weight, bias, outs }: Layer): Maps {
  const ins = data.length;
  const result = empty(outs, height, width);
  for (let o = 0; o < outs; o++) {
    const out = result.data[o];
    out.fill(bias?.[o] ?? 0);
    for (let i = 0; i < ins; i++) {
      const w = weight[o * ins + i];
      const row = data[i];
      for (let p = 0; p < out.length; p++) out[p] += w * row[p];
    }
  }
  return result;
}

/** 3×3, stride 2, padding 1; weight [out, in, 3, 3]. */
function convolve({ height, width, data }: Maps, { weight, bias, outs }: Layer): Maps {
  const [rows, columns] = [height / 2, width / 2];
  const result = empty(outs, rows, columns);
  for (let o = 0; o < outs; o++) {
    const out = result.data[o];
    out.fill(bias?.[o] ?? 0);
    for (let i = 0; i < data.length; i++)
      for (let tap = 0; tap < 9; tap++) {
        const w = weight[(o * data.length + i) * 9 + tap];
        for (let y = 0; y < rows; y++) {
          const row = 2 * y + Math.floor(tap / 3) - 1;
          if (row < 0 || row >= height) continue;
          for (let column = 0; column < columns; column++) {
            const from = 2 * column + (tap % 3) - 1;
            if (from >= 0 && from < width)
              out[y * columns + column] += w * data[i][row * width + from];
          }
        }
      }
  }
  return result;
}

/** 3×3 per channel, stride 1, padding 1; weight [C, 1, 3, 3]. */
function depthwise({ height, width, data }: Maps, { weight, bias, outs }: Layer): Maps {
  const result = empty(outs, height, width);
  for (let c = 0; c < outs; c++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        let sum = bias?.[c] ?? 0;
        for (let tap = 0; tap < 9; tap++) {
          const row = y + Math.floor(tap / 3) - 1;
          const column = x + (tap % 3) - 1;
          if (row >= 0 && row < height && column >= 0 && column < width)
            sum += weight[c * 9 + tap] * data[c][row * width + column];
        }
        result.data[c][y * width + x] = sum;
      }
  return result;
}

/** Over channels, at every token. */
function layerNorm(
  { height, width, data }: Maps,
  weight: Float32Array,
  bias: Float32Array,
  epsilon: number,
): Maps {
  const result = empty(data.length, height, width);
  for (let p = 0; p < height * width; p++) {
    let mean = 0;
    for (const channel of data) mean += channel[p];
    mean /= data.length;
    let variance = 0;
    for (const channel of data) variance += (channel[p] - mean) ** 2;
    const deviation = Math.sqrt(variance / data.length + epsilon);
    for (let c = 0; c < data.length; c++)
      result.data[c][p] = ((data[c][p] - mean) / deviation) * weight[c] + bias[c];
  }
  return result;
}

/** k[n, m, c] = ReLU(Σ_i FVE[n, m, i] · W[c, i] + b[c]). */
function diffusivity(
  embedding: Float32Array,
  weight: Float32Array,
  bias: Float32Array,
): Float32Array {
  const channels = bias.length;
  return embedding.map((_, at) => {
    const c = at % channels;
    let sum = bias[c];
    for (let i = 0; i < channels; i++) sum += embedding[at - c + i] * weight[c * channels + i];
    return Math.max(0, sum);
  });
}

/** U^t = IDCT2(DCT2(U⁰) · exp(−(ω_n² + ω_m²)·k)), channel by channel. */
function conduct({ height, width, data }: Maps, k: Float32Array): Maps {
  const matrices = new Map([height, width].map((size) => [size, cosines(size)]));
  const cosine = (size: number, n: number, x: number) => matrices.get(size)?.[n * size + x] ?? 0;
  /** Transforms rows, then columns; `at(size, n, x)` is the matrix of an axis or its transpose. */
  const both = (u: ArrayLike<number>, at: (size: number, n: number, x: number) => number) => {
    const rows = new Float64Array(height * width);
    const result = new Float64Array(height * width);
    for (let y = 0; y < height; y++)
      for (let m = 0; m < width; m++)
        for (let x = 0; x < width; x++) rows[y * width + m] += at(width, m, x) * u[y * width + x];
    for (let m = 0; m < width; m++)
      for (let n = 0; n < height; n++)
        for (let y = 0; y < height; y++)
          result[n * width + m] += at(height, n, y) * rows[y * width + m];
    return result;
  };
  return {
    height,
    width,
    data: data.map((u, c) => {
      const spectrum = both(u, cosine);
      for (let n = 0; n < height; n++)
        for (let m = 0; m < width; m++) {
          const lambda = ((n * Math.PI) / height) ** 2 + ((m * Math.PI) / width) ** 2;
          spectrum[n * width + m] *= Math.exp(-lambda * k[(n * width + m) * data.length + c]);
        }
      return new Float32Array(both(spectrum, (size, n, x) => cosine(size, x, n)));
    }),
  };
}

/** The orthonormal cosine matrix, [n, x]. */
function cosines(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => {
    const [n, x] = [Math.floor(i / size), i % size];
    return Math.sqrt((n === 0 ? 1 : 2) / size) * Math.cos((Math.PI * n * (x + 0.5)) / size);
  });
}

function map({ data, ...size }: Maps, change: (x: number) => number): Maps {
  return { ...size, data: data.map((channel) => channel.map(change)) };
}

function combine(a: Maps, b: Maps, join: (p: number, q: number) => number): Maps {
  return {
    ...a,
    data: a.data.map((channel, c) => channel.map((p, i) => join(p, b.data[c][i]))),
  };
}

function scale({ data, ...size }: Maps, factors: Float32Array): Maps {
  return { ...size, data: data.map((channel, c) => channel.map((x) => x * factors[c])) };
}

/** Exact, by the error function. */
export function gelu(x: number): number {
  return 0.5 * x * (1 + erf(x / Math.SQRT2));
}

/** A rational fit of the error function, within 1.2e-7 everywhere. */
function erf(x: number): number {
  const t = 1 / (1 + 0.5 * Math.abs(x));
  const fit =
    -(x * x) -
    1.26551223 +
    t *
      (1.00002368 +
        t *
          (0.37409196 +
            t *
              (0.09678418 +
                t *
                  (-0.18628806 +
                    t *
                      (0.27886807 +
                        t *
                          (-1.13520398 +
                            t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
  const tail = t * Math.exp(fit);
  return x >= 0 ? 1 - tail : tail - 1;
}
