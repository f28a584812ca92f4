import { decodeFloat16, encodeFloat16 } from '../../math/float16.ts';

/** A weight [in, out] as pairs of float16 numbers: each number is half · scale of its column in float32, to the bit. */
export interface Halves {
  /** Two neighbours of a row in a word, the first in its lower half, [in, out / 2]. */
  readonly words: Int32Array<ArrayBuffer>;
  /** [out] */
  readonly scales: Float32Array<ArrayBuffer>;
}

/** So many columns are read from memory as one line is; a word has two of them, a shader reads four. */
const TOGETHER = 4;

/** Of a column that is float16 already: its smallest numbers become normal ones, which no GPU flushes to zero. */
const SUBNORMAL_LIFT = 2 ** -10;
const SMALLEST_NORMAL = 2 ** -14;

/** Codes of 8 bits reach from −127 to 127 in each column. */
const LARGEST_CODE = 127;

/**
 * Packs a weight whose columns were stored as float16, or as int8 with a scale each.
 * @param data [in, out]
 * @returns null where a single bit would be lost, and where neither width is a multiple of four
 */
export function packHalves(
  data: Float32Array,
  [inner, columns]: readonly [number, number],
): Halves | null {
  if (inner % TOGETHER !== 0 || columns % TOGETHER !== 0) return null;
  const halves = new Uint16Array(data.length);
  const scales = new Float32Array(columns);
  const column = new Float32Array(inner);
  for (let c = 0; c < columns; c++) {
    for (let i = 0; i < inner; i++) column[i] = data[i * columns + c];
    const packed = packColumn(column);
    if (packed === null) return null;
    scales[c] = packed.scale;
    for (let i = 0; i < inner; i++) halves[i * columns + c] = packed.bits[i];
  }
  return { words: new Int32Array(halves.buffer), scales };
}

function packColumn(
  column: Float32Array<ArrayBuffer>,
): { readonly bits: Uint16Array; readonly scale: number } | null {
  let largest = 0;
  for (const value of column) largest = Math.max(largest, Math.abs(value));
  for (const scale of [SUBNORMAL_LIFT, ...codeScales(largest)]) {
    const bits = bitsAt(column, scale);
    if (bits !== null) return { bits, scale };
  }
  return null;
}

/** What may have been the scale of codes whose largest is this number: rounding hides the last bit of it. */
function codeScales(largest: number): number[] {
  const middle = new Float32Array([largest / LARGEST_CODE]);
  const bits = new Int32Array(middle.buffer);
  return [0, -1, 1].map((step) => {
    const near = Int32Array.of(bits[0] + step);
    return new Float32Array(near.buffer)[0];
  });
}

/** The halves of a column with this scale; null where they do not give back each of its numbers. */
function bitsAt(column: Float32Array<ArrayBuffer>, scale: number): Uint16Array | null {
  if (!(scale > 0)) return null;
  // Most columns that do not fit show it at once.
  for (const sample of [column.subarray(0, 8), column]) {
    const bits = encodeFloat16(sample.map((value) => value / scale));
    const halves = decodeFloat16(bits);
    for (let i = 0; i < sample.length; i++) {
      const half = halves[i];
      // GPUs need not know others.
      if (half !== 0 && !(Math.abs(half) >= SMALLEST_NORMAL && Math.abs(half) < Infinity))
        return null;
      if (!Object.is(Math.fround(half * scale), sample[i])) return null;
    }
    if (sample === column) return bits;
  }
  return null;
}
