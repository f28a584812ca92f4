import { decodeFloat16 } from '../math/float16.ts';
import { decodeFloat8 } from './float8.ts';
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
  bool: 1,
  u64: 8,
  u32: 4,
  u16: 2,
  u8: 1,
  f8_e4m3: 1,
  f8_e4m3fnuz: 1,
  f8_e5m2: 1,
  f8_e5m2fnuz: 1,
  f8_e8m0: 1,
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
    case 'i64':
      return Float32Array.from(new BigInt64Array(buffer, byteOffset, length), Number);
    case 'u64':
      return Float32Array.from(new BigUint64Array(buffer, byteOffset, length), Number);
    case 'i32':
      return new Float32Array(new Int32Array(buffer, byteOffset, length));
    case 'i16':
      return new Float32Array(new Int16Array(buffer, byteOffset, length));
    case 'i8':
      return new Float32Array(new Int8Array(buffer, byteOffset, length));
    case 'u32':
      return new Float32Array(new Uint32Array(buffer, byteOffset, length));
    case 'u16':
      return new Float32Array(new Uint16Array(buffer, byteOffset, length));
    case 'u8':
      return new Float32Array(bytes);
    case 'bool':
      return Float32Array.from(bytes, (byte) => (byte === 0 ? 0 : 1));
    case 'f8_e4m3':
    case 'f8_e4m3fnuz':
    case 'f8_e5m2':
    case 'f8_e5m2fnuz':
    case 'f8_e8m0':
      return decodeFloat8(bytes, stored);
    default:
      return stored satisfies never;
  }
}
