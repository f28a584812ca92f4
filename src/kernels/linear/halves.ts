import { encodeFloat16 } from '../../math/float16.ts';

/** A weight [in, out] as pairs of float16 numbers: each number is half · scale of its column in float32, to the bit. */
export interface Halves {
  /** Two neighbours of a row in a word, the first in its lower half, [in, out / 2]. */
  readonly words: Int32Array<ArrayBuffer>;
  /** [out] */
  readonly scales: Float32Array<ArrayBuffer>;
}

/** What a shader reads at once. */
const TOGETHER = 4;

/** Float16 numbers are lifted by so many powers of two: the smallest become normal ones, which no GPU takes for zero. */
const LIFT = 10;
/** From the smallest float16 number, 2⁻²⁴, to what can be lifted, below 2⁶: exponents as float32 has them. */
const [LOWEST, HIGHEST] = [127 - 24, 127 + 5];

const SIGN = 0x8000_0000;
const MAGNITUDE = 0x7fff_ffff;
const MANTISSA_BITS = 23;
/** Places of a mantissa that float16 does not have. */
const FINE_BITS = 13;
/** Float32 counts exponents from so much lower. */
const REBASE = 112 << MANTISSA_BITS;

/** Codes of 8 bits reach from −127 to 127 in each column. */
const LARGEST_CODE = 127;
const CODES = encodeFloat16(Float32Array.from({ length: LARGEST_CODE + 1 }, (_, code) => code));

/**
 * Packs a weight whose columns were stored as float16, or as int8 with a scale each.
 * @param data [in, out]
 * @returns null where a single bit would be lost, and where one of its widths is no multiple of four
 */
export function packHalves(
  data: Float32Array<ArrayBuffer>,
  [inner, columns]: readonly [number, number],
): Halves | null {
  if (inner % TOGETHER !== 0 || columns % TOGETHER !== 0) return null;
  const halves = new Uint16Array(data.length);
  const scales = new Float32Array(columns);
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  for (let column = 0; column < columns; column++) {
    const strip = { data, bits, column, columns, halves };
    const scale = packFloat16(strip)
      ? 2 ** -LIFT
      : codeScales(strip).find((s) => packCodes(strip, s));
    if (scale === undefined) return null;
    scales[column] = scale;
  }
  return { words: new Int32Array(halves.buffer), scales };
}

/** A column of a weight, and the halves it becomes. */
interface Strip {
  readonly data: Float32Array;
  /** The same as `data`. */
  readonly bits: Uint32Array;
  readonly column: number;
  readonly columns: number;
  readonly halves: Uint16Array;
}

/** Packs numbers that float16 has, lifted; false where it has not one of them. */
function packFloat16({ bits, column, columns, halves }: Strip): boolean {
  for (let i = column; i < bits.length; i += columns) {
    const magnitude = bits[i] & MAGNITUDE;
    const sign = (bits[i] & SIGN) >>> 16;
    if (magnitude === 0) {
      halves[i] = sign;
      continue;
    }
    const exponent = magnitude >>> MANTISSA_BITS;
    const fine = magnitude & ((1 << FINE_BITS) - 1);
    if (fine !== 0 || exponent < LOWEST || exponent > HIGHEST) return false;
    const lifted = magnitude + (LIFT << MANTISSA_BITS) - REBASE;
    halves[i] = sign | (lifted >>> FINE_BITS);
  }
  return true;
}

/** Packs numbers that are codes times a scale; false where one is not. */
function packCodes({ data, bits, column, columns, halves }: Strip, scale: number): boolean {
  for (let i = column; i < bits.length; i += columns) {
    const value = Math.abs(data[i]);
    const code = Math.round(value / scale);
    if (!(code <= LARGEST_CODE) || Math.fround(code * scale) !== value) return false;
    halves[i] = ((bits[i] & SIGN) >>> 16) | CODES[code];
  }
  return true;
}

/** What may have been the scale of codes whose largest is this number: rounding hides the last bit of it. */
function codeScales({ data, column, columns }: Strip): readonly number[] {
  let largest = 0;
  for (let i = column; i < data.length; i += columns)
    largest = Math.max(largest, Math.abs(data[i]));
  const near = new Float32Array(3).fill(largest / LARGEST_CODE);
  const bits = new Int32Array(near.buffer);
  bits[1]--;
  bits[2]++;
  return [...near].filter((scale) => scale > 0);
}
