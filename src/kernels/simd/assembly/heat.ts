import { exponential } from './activation';
import { LANES, NUMBER, loadSome, storeSome } from './lanes';
import { product } from './product';

/**
 * The heat conduction operator on tokens [n, m, channels], IDCT2(DCT2(u)·exp(−λkt)) (vHeat, eq. 8): four products with
 * cosine matrices, `overRows` [n, n] and `overColumns` [m, m].
 * @param k learned diffusivity [n, m, channels]; 0 for the constant in its place
 * @param between as large as `u`, to work in
 * @param panel see `product`
 */
export function heat(
  u: usize, k: usize, constant: f32, time: f32, overRows: usize, overColumns: usize,
  n: i32, m: i32, channels: i32, out: usize, between: usize, panel: usize,
): void {
  const row = m * channels;
  alongColumns(u, overColumns, false, n, m, channels, between, panel);
  alongRows(between, overRows, false, n, row, out, panel);
  decay(out, k, constant, time, n, m, channels);
  alongRows(out, overRows, true, n, row, between, panel);
  alongColumns(between, overColumns, true, n, m, channels, out, panel);
}

/** Multiplies by a square matrix, or what it is on its side, along the columns of tokens. */
function alongRows(
  u: usize, matrix: usize, turned: bool, n: i32, row: i32, out: usize, panel: usize,
): void {
  const side = <usize>n * NUMBER;
  product(
    matrix, turned ? NUMBER : side, turned ? side : NUMBER,
    u, <usize>row * NUMBER, NUMBER, n, n, row, 0, false, 0, out, panel,
  );
}

/** Multiplies by a square matrix, or what it is on its side, along each row of tokens. */
function alongColumns(
  u: usize, matrix: usize, turned: bool, n: i32, m: i32, channels: i32, out: usize, panel: usize,
): void {
  const step = <usize>(m * channels) * NUMBER;
  for (let i = 0; i < n; i++) {
    alongRows(u, matrix, turned, m, channels, out, panel);
    u += step;
    out += step;
  }
}

/** Multiplies a spectrum by exp(−λkt), λ being (πi/n)² + (πj/m)². */
function decay(
  y: usize, k: usize, constant: f32, time: f32, n: i32, m: i32, channels: i32,
): void {
  for (let i = 0; i < n; i++) {
    const down = Math.PI * <f64>i / <f64>n;
    for (let j = 0; j < m; j++) {
      const across = Math.PI * <f64>j / <f64>m;
      const rate = f32x4.splat(<f32>(-(down * down + across * across)) * time);
      const same = exponential(f32x4.mul(rate, f32x4.splat(constant)));
      for (let c = 0; c < channels; c += LANES) {
        const some = channels - c;
        const at = <usize>c * NUMBER;
        const factor = k ? exponential(f32x4.mul(rate, loadSome(k + at, some))) : same;
        storeSome(y + at, f32x4.mul(loadSome(y + at, some), factor), some);
      }
      y += <usize>channels * NUMBER;
      if (k) k += <usize>channels * NUMBER;
    }
  }
}
