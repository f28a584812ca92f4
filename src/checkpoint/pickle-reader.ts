import { CheckpointError } from './error.ts';
import { malformed } from './pickle-errors.ts';

/** Python's identifiers and states of random generators are integers of many bytes. */
const MAX_INTEGER_BYTES = 1024;
const MAX_NAME_BYTES = 256;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The operands of a pickle, read one after the other.
 * Every method throws a {@link CheckpointError}: `pickle-truncated` where the bytes end, `pickle-malformed` for what
 * cannot be read.
 */
export class PickleReader {
  private readonly view: DataView;

  /** @param at where to begin; afterwards the position behind what was read */
  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.at;
  }

  /** Moves past `count` bytes and says where they start. */
  private take(count: number): number {
    const start = this.at;
    if (count > this.bytes.length - start) {
      throw new CheckpointError('pickle-truncated');
    }
    this.at += count;
    return start;
  }

  u8(): number {
    return this.view.getUint8(this.take(1));
  }

  u16(): number {
    return this.view.getUint16(this.take(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  i32(): number {
    return this.view.getInt32(this.take(4), true);
  }

  /** The one big-endian number of the format. */
  f64(): number {
    return this.view.getFloat64(this.take(8), false);
  }

  /** A length in 8 bytes; beyond 2⁵³ it is rounded, and longer than any file. */
  length8(): number {
    return Number(this.view.getBigUint64(this.take(8), true));
  }

  raw(length: number): Uint8Array {
    const start = this.take(length);
    return this.bytes.subarray(start, start + length);
  }

  /** Surrogates on their own, as Python writes file names that are not UTF-8, become U+FFFD. */
  text(length: number): string {
    const raw = this.raw(length);
    try {
      return UTF8.decode(raw);
    } catch {
      try {
        return UTF8.decode(withoutSurrogates(raw));
      } catch {
        throw malformed('text');
      }
    }
  }

  /** A Python 2 str: text, or bytes where it is none. */
  textOrBytes(length: number): string | Uint8Array {
    const raw = this.raw(length);
    try {
      return UTF8.decode(raw);
    } catch {
      return raw;
    }
  }

  /** A little-endian two's complement integer. */
  integer(length: number): number | bigint {
    if (length > MAX_INTEGER_BYTES) throw malformed('integer', { bytes: length });
    const digits = Array.from(this.raw(length), (byte) => byte.toString(16).padStart(2, '0'));
    const value = BigInt.asIntN(8 * length, BigInt(`0x0${digits.reverse().join('')}`));
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  /** The text up to a newline, which is read too. */
  line(): string {
    const end = this.bytes.subarray(this.at, this.at + MAX_NAME_BYTES).indexOf(0x0a /* newline */);
    if (end < 0) {
      this.take(MAX_NAME_BYTES); // says so when the file is merely cut
      throw malformed('global-end');
    }
    const text = this.text(end);
    this.take(1);
    return text;
  }
}

/** Bytes ED A0…BF xx, which stand for a surrogate, replaced by those of U+FFFD. */
function withoutSurrogates(raw: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(raw);
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i] === 0xed && bytes[i + 1] >= 0xa0 && bytes[i + 2] >> 6 === 2)
      bytes.set([0xef, 0xbf, 0xbd], i);
  }
  return bytes;
}
