import { LANES, VECTOR, loadSome, madd, storeSome } from './lanes';

/** 1.5·2²³: beside it a float32 has no places after the point, and whole numbers around 0 stand in its last bits. */
const ROUNDING: f32 = 12582912;

/**
 * eˣ: x = n·ln 2 + r with |r| ≤ ½ ln 2, then 2ⁿ by its exponent and eʳ by a polynomial of degree 6 that is off by 3e-9.
 * 0 below −87.7, infinite above 88.4; NaN stays NaN.
 */
@inline
export function exponential(x: v128): v128 {
  // To where 2ⁿ is 0, and where it is infinite. The first operand is kept where it is NaN.
  const within = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-88)), f32x4.splat(89));
  const rounded = madd(within, f32x4.splat(1.4426950408889634), f32x4.splat(ROUNDING));
  const n = f32x4.sub(rounded, f32x4.splat(ROUNDING));
  // ln 2 in two parts, so that n times the first is exact.
  const r = madd(n, f32x4.splat(2.12194440e-4), madd(n, f32x4.splat(-0.693359375), within));
  let p = f32x4.splat(0.0013814625747657103);
  p = madd(p, r, f32x4.splat(0.00836871030872628));
  p = madd(p, r, f32x4.splat(0.041668387216620806));
  p = madd(p, r, f32x4.splat(0.1666652068550638));
  p = madd(p, r, f32x4.splat(0.4999999345190766));
  p = madd(p, r, f32x4.splat(1));
  p = madd(p, r, f32x4.splat(1));
  return f32x4.mul(p, i32x4.shl(i32x4.add(rounded, i32x4.splat(127)), 23));
}

/**
 * GELU, x·Φ(x), as max(x, 0) − |x|·Φ(−|x|), which loses nothing in the tails. Φ(−a) = ½·e^(−a²/2)·P(1/(1 + 0.4·a)) with
 * P fitted to the scaled complementary error function: GELU is off by less than 2e-8 before rounding.
 */
@inline
export function geluOf(x: v128): v128 {
  // Beyond, Φ is 0 in float32, and infinity is no number to multiply it by.
  const a = f32x4.pmin(f32x4.abs(x), f32x4.splat(15));
  const t = f32x4.div(f32x4.splat(1), madd(a, f32x4.splat(0.4), f32x4.splat(1)));
  let p = f32x4.splat(0.5 * 0.11256180986550283);
  p = madd(p, t, f32x4.splat(0.5 * -0.5085596043440304));
  p = madd(p, t, f32x4.splat(0.5 * 0.6781083091910839));
  p = madd(p, t, f32x4.splat(0.5 * 0.027411173107638943));
  p = madd(p, t, f32x4.splat(0.5 * 0.3770021438358421));
  p = madd(p, t, f32x4.splat(0.5 * 0.31347580904273153));
  const density = exponential(f32x4.mul(f32x4.mul(a, a), f32x4.splat(-0.5)));
  const tail = f32x4.mul(f32x4.mul(p, t), f32x4.mul(a, density));
  return f32x4.sub(f32x4.pmax(x, f32x4.splat(0)), tail);
}

/** SiLU, x·σ(x). */
@inline
export function siluOf(x: v128): v128 {
  return f32x4.div(x, f32x4.add(f32x4.splat(1), exponential(f32x4.neg(x))));
}

/** GELU of `size` numbers. Two vectors at a time share the constants that the processor has to be given. */
export function gelu(x: usize, size: i32, out: usize): void {
  for (let rest = size; rest > 0; rest -= 2 * LANES) {
    const first = geluOf(loadSome(x, rest));
    const second = geluOf(rest > LANES ? loadSome(x + VECTOR, rest - LANES) : first);
    storeSome(out, first, rest);
    if (rest > LANES) storeSome(out + VECTOR, second, rest - LANES);
    x += 2 * VECTOR;
    out += 2 * VECTOR;
  }
}
