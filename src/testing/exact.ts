/** Operations in float64 loops, to check kernels against. */

/** Layer normalisation over the last axis of [rows, C], in float64. */
export function exactLayerNorm(
  x: ArrayLike<number>,
  weight: Float32Array,
  bias: Float32Array,
  epsilon: number,
): Float64Array {
  const channels = weight.length;
  const y = new Float64Array(x.length);
  for (let row = 0; row < x.length; row += channels) {
    let mean = 0;
    for (let c = 0; c < channels; c++) mean += x[row + c] / channels;
    let variance = 0;
    for (let c = 0; c < channels; c++) variance += (x[row + c] - mean) ** 2 / channels;
    for (let c = 0; c < channels; c++)
      y[row + c] = ((x[row + c] - mean) / Math.sqrt(variance + epsilon)) * weight[c] + bias[c];
  }
  return y;
}

/** erf(x) = 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!, a sum without cancellation. */
export function exactErf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = 0;
  for (let n = 0; Math.abs(term) > 1e-18; n++) {
    sum += term;
    term *= (2 * x * x) / (2 * n + 3);
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** Stacked matrices [stacks, rows, inner] · [stacks, inner, columns] in float64. */
export function exactProduct(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  stacks: number,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  return Float64Array.from({ length: stacks * rows * columns }, (_, i) => {
    const [stack, row, column] = [
      Math.floor(i / (rows * columns)),
      Math.floor(i / columns) % rows,
      i % columns,
    ];
    let sum = 0;
    for (let j = 0; j < inner; j++)
      sum += a[(stack * rows + row) * inner + j] * b[(stack * inner + j) * columns + column];
    return sum;
  });
}

/** x·Φ(x) */
export function exactGelu(x: number): number {
  return (x * (1 + exactErf(x * Math.SQRT1_2))) / 2;
}

/** x·σ(x) */
export function exactSilu(x: number): number {
  return x / (1 + Math.exp(-x));
}

/**
 * IDCT2(DCT2(u)·exp(−(ω_n² + ω_m²)·k·t)) per channel.
 * @param u [n, m, C]
 * @param k [n, m, C]
 */
export function exactHeat(
  u: ArrayLike<number>,
  k: ArrayLike<number>,
  [n, m, channels]: readonly [number, number, number],
  time: number,
): Float64Array {
  const cosine = (size: number, frequency: number, x: number) =>
    Math.sqrt((frequency === 0 ? 1 : 2) / size) *
    Math.cos((Math.PI * frequency * (x + 0.5)) / size);
  const at = (row: number, column: number, c: number) => (row * m + column) * channels + c;
  /** Sums over one axis with a weight for each pair of places, for all channels. */
  const along = (
    axis: 0 | 1,
    values: ArrayLike<number>,
    weight: (to: number, from: number) => number,
  ): Float64Array =>
    Float64Array.from({ length: n * m * channels }, (_, i) => {
      const c = i % channels;
      const [row, column] = [Math.floor(i / (m * channels)), Math.floor(i / channels) % m];
      let total = 0;
      for (let j = 0; j < (axis === 0 ? n : m); j++)
        total +=
          axis === 0
            ? weight(row, j) * values[at(j, column, c)]
            : weight(column, j) * values[at(row, j, c)];
      return total;
    });
  const spectrum = along(
    0,
    along(1, u, (to, from) => cosine(m, to, from)),
    (to, from) => cosine(n, to, from),
  );
  const decayed = spectrum.map((value, i) => {
    const [row, column] = [Math.floor(i / (m * channels)), Math.floor(i / channels) % m];
    const rate = ((Math.PI * row) / n) ** 2 + ((Math.PI * column) / m) ** 2;
    return value * Math.exp(-rate * k[i] * time);
  });
  return along(
    0,
    along(1, decayed, (to, from) => cosine(m, from, to)),
    (to, from) => cosine(n, from, to),
  );
}
