/** What the benchmark measures: layers as wide as DeiT-Tiny's, on the 16-pixel token grids of these image sizes. */
export const BENCHMARK = {
  channels: 192,
  heads: 3,
  imageSizes: [224, 320, 384, 512, 640, 768],
  tokenSize: 16,
} as const;

/** Tokens per side of the benchmark's grid for an image size in pixels. */
export function gridSide(imageSize: number): number {
  return imageSize / BENCHMARK.tokenSize;
}

/** Multiply–adds of mixing alone, and of the whole layer around it. */
export interface LayerMacs {
  readonly mixing: number;
  readonly layer: number;
}

/**
 * One vHeat block on n×n tokens: DCT and inverse along both axes are four products of n·n·n·C, then the decay; around
 * it a 3×3 depthwise convolution, the linears C→2C and C→C, and the MLP of ratio 4. k is ready at inference.
 */
export function heatMacs(n: number, channels: number): LayerMacs {
  const tokens = n * n;
  const mixing = 4 * channels * n ** 3 + tokens * channels;
  return { mixing, layer: mixing + tokens * channels * (9 + 3 * channels + 8 * channels) };
}

/** One ViT block on n×n tokens: QKᵀ and AV are N·N·C each; around them qkv, projection and the MLP of ratio 4. */
export function attentionMacs(n: number, channels: number): LayerMacs {
  const tokens = n * n;
  const mixing = 2 * channels * tokens ** 2;
  return { mixing, layer: mixing + tokens * channels ** 2 * (4 + 8) };
}

/** Bytes of the largest array each mixing must hold in float32: the decay map, and the scores of all heads. */
export function mixingBytes(n: number, channels: number, heads: number) {
  const tokens = n * n;
  return { heat: 4 * tokens * channels, attention: 4 * heads * tokens ** 2 };
}

/** Multiply–adds of a whole vHeat, convolutions, linears and DCT alone (4.561 G for vHeat-T at 224 px). */
export function networkMacs(
  dims: readonly number[],
  depths: readonly number[],
  imageSize: number,
  classes: number,
): number {
  const [first] = dims;
  const half = imageSize / 2;
  let total = half ** 2 * 27 * (first / 2) + (half / 2) ** 2 * 9 * (first / 2) * first;
  for (const [stage, channels] of dims.entries()) {
    const n = imageSize / 4 / 2 ** stage;
    // The decay is a multiplication without an addition.
    total += depths[stage] * (heatMacs(n, channels).layer - n * n * channels);
    if (stage + 1 < dims.length) total += (n / 2) ** 2 * 9 * channels * dims[stage + 1];
  }
  return total + dims[dims.length - 1] * classes;
}

/** Exponent p of t = c·N^p by least squares on logarithms; NaN for fewer than two different N. */
export function fittedExponent(points: readonly { n: number; t: number }[]): number {
  const logs = points.map(({ n, t }) => [Math.log(n), Math.log(t)] as const);
  const mean = (axis: 0 | 1) => logs.reduce((sum, log) => sum + log[axis], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const slope = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return slope / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

/**
 * The value below which a share of a list of numbers lies, between two of them by linear interpolation (the usual
 * definition, type 7 of Hyndman & Fan 1996); NaN of an empty list.
 * @param share 0…1; 0.5 gives the median
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted.length === 0 ? NaN : sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}
