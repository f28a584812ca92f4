/**
 * Every IEEE 754 half-precision number by its bits, made on first use: a look-up is the fastest way to widen the tens
 * of millions of weights of a checkpoint.
 */
let table: Float32Array | null = null;

function widened(): Float32Array {
  if (table) return table;
  table = new Float32Array(0x10000);
  for (let bits = 0; bits < 0x8000; bits++) {
    const exponent = bits >> 10;
    const mantissa = bits & 0x3ff;
    const value =
      exponent === 0
        ? mantissa * 2 ** -24
        : exponent === 31
          ? mantissa === 0
            ? Infinity
            : NaN
          : (mantissa + 0x400) * 2 ** (exponent - 25);
    table[bits] = value;
    table[bits | 0x8000] = -value;
  }
  return table;
}

/** Widens float16 bit patterns to float32, exactly. */
export function decodeFloat16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const values = widened();
  const out = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = values[bits[i]];
  return out;
}

/** Narrows float32 to float16 bit patterns, rounding to nearest, ties to even; 65520 and above become infinite. */
export function encodeFloat16(values: Float32Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const out = new Uint16Array(values.length);
  for (let i = 0; i < bits.length; i++) out[i] = narrow(bits[i]);
  return out;
}

function narrow(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // NaN
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // 65520 is the tie between 65504 and 2^16
  if (magnitude >= 0x38800000) {
    // Normal: rebase the exponent, then add just under half a unit, or half when the kept last bit is odd.
    return sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
  }
  if (magnitude <= 0x33000000) return sign; // 2^-25 is the tie between 0 and the smallest number
  const shift = 126 - (magnitude >>> 23); // the result counts units of 2^-24
  const mantissa = (magnitude & 0x7fffff) | 0x800000;
  const kept = mantissa >>> shift;
  const rest = mantissa & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return sign | (kept + (rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0));
}
