/** What all kernels do with vectors of four float32 lanes. */

/** Numbers of a vector. */
export const LANES: i32 = 4;
/** Bytes of a number, and of a vector. */
export const NUMBER: usize = 4;
export const VECTOR: usize = 16;

/** a·b + c; rounded once where the processor can. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? f32x4.relaxed_madd(a, b, c)
    : f32x4.add(f32x4.mul(a, b), c);
}

/** The first `count` of four numbers, zeros after them. */
export function loadSome(at: usize, count: i32): v128 {
  if (count >= LANES) return v128.load(at);
  let v = v128.load32_zero(at);
  if (count > 1) v = v128.load32_lane(at + NUMBER, v, 1);
  if (count > 2) v = v128.load32_lane(at + 2 * NUMBER, v, 2);
  return v;
}

/** Writes the first `count` of four numbers. */
export function storeSome(at: usize, v: v128, count: i32): void {
  if (count >= LANES) {
    v128.store(at, v);
    return;
  }
  v128.store32_lane(at, v, 0);
  if (count > 1) v128.store32_lane(at + NUMBER, v, 1);
  if (count > 2) v128.store32_lane(at + 2 * NUMBER, v, 2);
}

/** Lanes before `count` as they are, zeros after them. */
@inline
export function keepSome(v: v128, count: i32): v128 {
  return v128.and(v, i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3)));
}

/** Sum of the four lanes. */
@inline
export function total(v: v128): f32 {
  const pairs = f32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.add(pairs, i32x4.shuffle(pairs, pairs, 1, 0, 3, 2)), 0);
}
