import { geluOf } from './activation';
import { LANES, NUMBER, VECTOR, loadSome, madd, storeSome } from './lanes';

/** Rows and columns of the result that are summed at once: twelve vectors, all that fit beside factors in 16 registers. */
const ROWS: i32 = 6;
const COLUMNS: i32 = 8;
/** Numbers along the inner axis at a time: a panel of them stays in the first cache. */
const DEPTH: i32 = 512;

/** Bytes that {@link product} needs to work in. */
export const PANEL: usize = <usize>(DEPTH * COLUMNS) * NUMBER;

/**
 * out = a·b, then + bias, GELU and + plus, of those that are asked for. Matrices lie anyhow: `…Row` and `…Column` are the
 * bytes from a row or column to the next. `plus` and `out` lie row by row, gapless; bias and plus may be 0, for none.
 */
export function product(
  a: usize, aRow: usize, aColumn: usize,
  b: usize, bRow: usize, bColumn: usize,
  rows: i32, inner: i32, columns: i32,
  bias: usize, active: bool, plus: usize,
  out: usize, panel: usize,
): void {
  const width = <usize>columns * NUMBER;
  for (let column = 0; column < columns; column += COLUMNS) {
    const some = min(COLUMNS, columns - column);
    const left = <usize>column * NUMBER;
    for (let from = 0; from < inner; from += DEPTH) {
      const depth = min(DEPTH, inner - from);
      pack(b + <usize>from * bRow + <usize>column * bColumn, bRow, bColumn, depth, some, panel);
      const isLast = from + depth == inner;
      for (let row = 0; row < rows; row += ROWS) {
        sixRows(
          a + <usize>from * aColumn, aRow, aColumn, panel, depth,
          row, rows - 1, some, out + left, width,
          from == 0 ? (bias ? bias + left : 0) : 0, from > 0,
          isLast && active, isLast && plus ? plus + left : 0,
        );
      }
    }
  }
}

/** Lays `depth` rows of up to eight columns side by side, with zeros for the columns that are not there. */
function pack(
  b: usize, bRow: usize, bColumn: usize, depth: i32, some: i32, panel: usize,
): void {
  if (some == COLUMNS && bColumn == NUMBER) {
    for (let k = 0; k < depth; k++) {
      v128.store(panel, v128.load(b));
      v128.store(panel, v128.load(b, VECTOR), VECTOR);
      b += bRow;
      panel += 2 * VECTOR;
    }
    return;
  }
  for (let k = 0; k < depth; k++) {
    for (let c = 0; c < COLUMNS; c++) {
      const number: f32 = c < some ? load<f32>(b + <usize>c * bColumn) : 0;
      store<f32>(panel + <usize>c * NUMBER, number);
    }
    b += bRow;
    panel += 2 * VECTOR;
  }
}

/**
 * Six rows of one panel. Where there are fewer, the last is done again in place of those that are missing. Sums are
 * variables of their own, so that they stay in registers.
 * @param begun whether `out` holds the sums over what came before
 */
function sixRows(
  a: usize, aRow: usize, aColumn: usize, panel: usize, depth: i32,
  row: i32, last: i32, some: i32, out: usize, width: usize,
  bias: usize, begun: bool, active: bool, plus: usize,
): void {
  const r0 = <usize>row;
  const r1 = <usize>min(row + 1, last);
  const r2 = <usize>min(row + 2, last);
  const r3 = <usize>min(row + 3, last);
  const r4 = <usize>min(row + 4, last);
  const r5 = <usize>min(row + 5, last);
  const rest = some - LANES;
  let s00 = begin(begun ? out + r0 * width : bias, some);
  let s01 = begin(begun ? out + r0 * width + VECTOR : bias ? bias + VECTOR : 0, rest);
  let s10 = begun ? begin(out + r1 * width, some) : s00;
  let s11 = begun ? begin(out + r1 * width + VECTOR, rest) : s01;
  let s20 = begun ? begin(out + r2 * width, some) : s00;
  let s21 = begun ? begin(out + r2 * width + VECTOR, rest) : s01;
  let s30 = begun ? begin(out + r3 * width, some) : s00;
  let s31 = begun ? begin(out + r3 * width + VECTOR, rest) : s01;
  let s40 = begun ? begin(out + r4 * width, some) : s00;
  let s41 = begun ? begin(out + r4 * width + VECTOR, rest) : s01;
  let s50 = begun ? begin(out + r5 * width, some) : s00;
  let s51 = begun ? begin(out + r5 * width + VECTOR, rest) : s01;
  const a0 = a + r0 * aRow;
  const a1 = a + r1 * aRow;
  const a2 = a + r2 * aRow;
  const a3 = a + r3 * aRow;
  const a4 = a + r4 * aRow;
  const a5 = a + r5 * aRow;
  const end = panel + <usize>depth * (2 * VECTOR);
  let at: usize = 0;
  while (panel < end) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, VECTOR);
    let x = v128.load32_splat(a0 + at);
    s00 = madd(x, b0, s00);
    s01 = madd(x, b1, s01);
    x = v128.load32_splat(a1 + at);
    s10 = madd(x, b0, s10);
    s11 = madd(x, b1, s11);
    x = v128.load32_splat(a2 + at);
    s20 = madd(x, b0, s20);
    s21 = madd(x, b1, s21);
    x = v128.load32_splat(a3 + at);
    s30 = madd(x, b0, s30);
    s31 = madd(x, b1, s31);
    x = v128.load32_splat(a4 + at);
    s40 = madd(x, b0, s40);
    s41 = madd(x, b1, s41);
    x = v128.load32_splat(a5 + at);
    s50 = madd(x, b0, s50);
    s51 = madd(x, b1, s51);
    panel += 2 * VECTOR;
    at += aColumn;
  }
  finish(s00, s01, r0 * width, some, out, active, plus);
  finish(s10, s11, r1 * width, some, out, active, plus);
  finish(s20, s21, r2 * width, some, out, active, plus);
  finish(s30, s31, r3 * width, some, out, active, plus);
  finish(s40, s41, r4 * width, some, out, active, plus);
  finish(s50, s51, r5 * width, some, out, active, plus);
}

/** What a sum begins with. */
@inline
function begin(at: usize, some: i32): v128 {
  return at && some > 0 ? loadSome(at, some) : f32x4.splat(0);
}

/** Eight sums of a row, finished and written. */
function finish(
  s0: v128, s1: v128, at: usize, some: i32, out: usize, active: bool, plus: usize,
): void {
  if (active) {
    s0 = geluOf(s0);
    s1 = geluOf(s1);
  }
  finishFour(s0, at, some, out, plus);
  if (some > LANES) finishFour(s1, at + VECTOR, some - LANES, out, plus);
}

@inline
function finishFour(sum: v128, at: usize, some: i32, out: usize, plus: usize): void {
  const y = plus ? f32x4.add(sum, loadSome(plus + at, some)) : sum;
  storeSome(out + at, y, some);
}
