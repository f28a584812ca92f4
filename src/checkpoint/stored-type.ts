import { decodeFloat16 } from './float16.ts';
import type { StoredType } from './named-array.ts';

/** Bytes of one element. */
export const ELEMENT_BYTES: Readonly<Record<StoredType, number>> = {
  f64: 8,
  f32: 4,
  f16: 2,
  bf16: 2,
  i64: 8,
  i32: 4,
  i16: 2,
  i8: 1,
  u8: 1,
  bool: 1,
};

/**
 * Widens stored little-endian elements to float32. Float32 itself is taken over without a copy, so `bytes` must own its
 * buffer; every platform with a browser is little-endian.
 * @param bytes whole elements only, at offset 0 of their own buffer
 */
export function widen(
  bytes: Uint8Array<ArrayBuffer>,
  stored: StoredType,
): Float32Array<ArrayBuffer> {
  const { buffer, byteOffset } = bytes;
  const length = bytes.length / ELEMENT_BYTES[stored];
  switch (stored) {
    case 'f32':
      return new Float32Array(buffer, byteOffset, length);
    case 'f16':
      return decodeFloat16(new Uint16Array(buffer, byteOffset, length));
    case 'bf16': {
      // bfloat16 is the upper half of a float32.
      const bits = new Uint32Array(length);
      const halves = new Uint16Array(buffer, byteOffset, length);
      for (let i = 0; i < length; i++) bits[i] = halves[i] << 16;
      return new Float32Array(bits.buffer);
    }
    case 'f64':
      return new Float32Array(new Float64Array(buffer, byteOffset, length));
    case 'i64': {
      const out = new Float32Array(length);
      const integers = new BigInt64Array(buffer, byteOffset, length);
      for (let i = 0; i < length; i++) out[i] = Number(integers[i]);
      return out;
    }
    case 'i32':
      return new Float32Array(new Int32Array(buffer, byteOffset, length));
    case 'i16':
      return new Float32Array(new Int16Array(buffer, byteOffset, length));
    case 'i8':
      return new Float32Array(new Int8Array(buffer, byteOffset, length));
    case 'u8':
      return new Float32Array(bytes);
    case 'bool':
      return Float32Array.from(bytes, (byte) => (byte === 0 ? 0 : 1));
    default:
      return stored satisfies never;
  }
}
