import { gelu, siluOf } from './activation';
import { LANES, NUMBER, VECTOR, keepSome, loadSome, madd, storeSome, total } from './lanes';

/**
 * Layer normalisation of each row, then GELU, + plus and · SiLU(gate), of those that are asked for. Mean and variance are
 * summed one after the other, as precise as in plain operations. `plus` and `gate` may be 0, for none.
 */
export function layerNorm(
  x: usize, weight: usize, bias: usize, rows: i32, channels: i32, epsilon: f32,
  active: bool, plus: usize, gate: usize, out: usize,
): void {
  const width = <usize>channels * NUMBER;
  for (let row = 0; row < rows; row++) {
    let sums = f32x4.splat(0);
    for (let c = 0; c < channels; c += LANES)
      sums = f32x4.add(sums, loadSome(x + <usize>c * NUMBER, channels - c));
    const mean = f32x4.splat(total(sums) / <f32>channels);
    let squares = f32x4.splat(0);
    for (let c = 0; c < channels; c += LANES) {
      const some = channels - c;
      const d = keepSome(f32x4.sub(loadSome(x + <usize>c * NUMBER, some), mean), some);
      squares = madd(d, d, squares);
    }
    const scale = f32x4.splat(1 / sqrt<f32>(total(squares) / <f32>channels + epsilon));
    for (let c = 0; c < channels; c += LANES) {
      const some = channels - c;
      const at = <usize>c * NUMBER;
      const normal = f32x4.mul(f32x4.sub(loadSome(x + at, some), mean), scale);
      let y = madd(normal, loadSome(weight + at, some), loadSome(bias + at, some));
      // What comes before the sum is another loop's.
      if (plus && !active) y = f32x4.add(y, loadSome(plus + at, some));
      storeSome(out + at, y, some);
    }
    if (active) {
      gelu(out, channels, out);
      if (plus) add(out, plus, channels);
    }
    if (gate) multiplyBySilu(out, gate, channels);
    x += width;
    out += width;
    if (plus) plus += width;
    if (gate) gate += width;
  }
}

/** y ← y + x */
function add(y: usize, x: usize, size: i32): void {
  for (let rest = size; rest > 0; rest -= LANES) {
    storeSome(y, f32x4.add(loadSome(y, rest), loadSome(x, rest)), rest);
    x += VECTOR;
    y += VECTOR;
  }
}

/** y ← y·SiLU(z), two vectors at a time: see `gelu`. */
function multiplyBySilu(y: usize, z: usize, size: i32): void {
  for (let rest = size; rest > 0; rest -= 2 * LANES) {
    const more = rest - LANES;
    const first = siluOf(loadSome(z, rest));
    const second = siluOf(more > 0 ? loadSome(z + VECTOR, more) : first);
    storeSome(y, f32x4.mul(loadSome(y, rest), first), rest);
    if (more > 0) storeSome(y + VECTOR, f32x4.mul(loadSome(y + VECTOR, more), second), more);
    y += 2 * VECTOR;
    z += 2 * VECTOR;
  }
}
