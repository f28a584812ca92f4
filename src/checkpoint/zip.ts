import { coded, type CodeAndParams } from '../coded/coded.ts';
import type { ByteSource } from './byte-source.ts';
import { crc32 } from '../math/crc32.ts';
import { CheckpointError, type ZipFaults } from './error.ts';

const LOCAL_HEADER = { signature: 0x04034b50, bytes: 30 };
const DIRECTORY_ENTRY = { signature: 0x02014b50, bytes: 46 };
const DIRECTORY_END = { signature: 0x06054b50, bytes: 22 };
const MAX_COMMENT_BYTES = 0xffff;
const MAX_DIRECTORY_BYTES = 32 * 2 ** 20;
const STORED = 0;
const DEFLATED = 8;
/** Weights hardly get smaller by packing: what unpacks to more is no checkpoint. */
const MAX_UNPACKED = { times: 16, free: 256 * 2 ** 20 };

const ENCRYPTED = 1 << 0;
const SIZES_FOLLOW_DATA = 1 << 3;

/** A file inside a zip file. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  /** Bytes it takes in the zip file. */
  readonly packed: number;
  /** How it is packed: 0 not at all, as PyTorch stores tensors, 8 deflated, as people who packed it anew have it. */
  readonly method: number;
  /** 0 when PyTorch was told not to compute it. */
  readonly crc: number;
  readonly flags: number;
  /** Where the local header starts, and where the next one (or the directory) does. */
  readonly start: number;
  readonly limit: number;
}

/**
 * Reads the central directory of a zip file as `torch.save` writes it, or somebody who packed it anew: no encryption,
 * below 4 GB.
 * @throws {CheckpointError} `truncated`, `zip-damaged`, `zip-encrypted`, `zip-name`, `zip-large`
 */
export async function openZip(source: ByteSource): Promise<ReadonlyMap<string, ZipEntry>> {
  const { offset, size, count } = await findDirectory(source);
  if (size > MAX_DIRECTORY_BYTES) throw damaged('directory-size');
  const view = viewOf(await source.slice(offset, offset + size));
  const entries: Omit<ZipEntry, 'limit'>[] = [];
  let position = 0;
  for (let i = 0; i < count; i++) {
    if (
      position + DIRECTORY_ENTRY.bytes > size ||
      view.getUint32(position, true) !== DIRECTORY_ENTRY.signature
    ) {
      throw damaged('directory-cut');
    }
    const nameLength = view.getUint16(position + 28, true);
    const next =
      position +
      DIRECTORY_ENTRY.bytes +
      nameLength +
      view.getUint16(position + 30, true) +
      view.getUint16(position + 32, true);
    if (next > size) throw damaged('directory-cut');
    entries.push(readDirectoryEntry(view, position, nameLength));
    position = next;
  }
  if (position !== size) throw damaged('directory-more');
  const unpacked = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (unpacked > MAX_UNPACKED.free + MAX_UNPACKED.times * source.size) {
    throw damaged('unpacked', { bytes: unpacked });
  }
  return withLimits(entries, offset);
}

/**
 * Reads one entry, unpacked: its local header checked against the directory, its bytes against their checksum.
 * @returns bytes with their own buffer
 * @throws {CheckpointError} `zip-compressed`, `zip-damaged`
 */
export async function readEntry(
  source: ByteSource,
  entry: ZipEntry,
): Promise<Uint8Array<ArrayBuffer>> {
  const { name, size, packed, method, crc, flags, start, limit } = entry;
  if (method !== STORED && method !== DEFLATED) {
    throw new CheckpointError('zip-compressed', { entry: name, method });
  }
  // The local header is read together with the data: PyTorch pads it by less than 64 bytes and its name.
  const fixed = viewOf(await source.slice(start, start + LOCAL_HEADER.bytes));
  const nameEnd = start + LOCAL_HEADER.bytes + fixed.getUint16(26, true);
  const data = nameEnd + fixed.getUint16(28, true);
  if (
    fixed.getUint32(0, true) !== LOCAL_HEADER.signature ||
    fixed.getUint16(6, true) !== flags ||
    fixed.getUint16(8, true) !== method ||
    (!(flags & SIZES_FOLLOW_DATA) && fixed.getUint32(22, true) !== size) ||
    (method === STORED && packed !== size) ||
    data + packed > limit ||
    decodeName(await source.slice(start + LOCAL_HEADER.bytes, nameEnd)) !== name
  ) {
    throw damaged('contradiction', { entry: name });
  }
  const held = await source.slice(data, data + packed);
  const bytes = method === STORED ? held : await inflated(held, size);
  if (bytes === null) throw damaged('packing', { entry: name });
  if (crc !== 0 && crc32(bytes) !== crc) throw damaged('checksum', { entry: name });
  return bytes;
}

/** Unpacks to exactly `size` bytes, or to null. */
async function inflated(
  packed: Uint8Array<ArrayBuffer>,
  size: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(size);
  let end = 0;
  const reader = new Blob([packed])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return end === size ? bytes : null;
      if (end + value.length > size) {
        await reader.cancel();
        return null;
      }
      bytes.set(value, end);
      end += value.length;
    }
  } catch {
    return null;
  }
}

async function findDirectory(
  source: ByteSource,
): Promise<{ offset: number; size: number; count: number }> {
  const start = Math.max(0, source.size - DIRECTORY_END.bytes - MAX_COMMENT_BYTES);
  const view = viewOf(await source.slice(start, source.size));
  for (let at = view.byteLength - DIRECTORY_END.bytes; at >= 0; at--) {
    if (view.getUint32(at, true) !== DIRECTORY_END.signature) continue;
    const commentLength = view.getUint16(at + 20, true);
    if (at + DIRECTORY_END.bytes + commentLength !== view.byteLength) continue;
    const count = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    if (count === 0xffff || size === 0xffffffff || offset === 0xffffffff) {
      throw new CheckpointError('zip-large', { bytes: source.size });
    }
    if (view.getUint32(at + 4, true) !== 0 || view.getUint16(at + 8, true) !== count) {
      throw damaged('volume');
    }
    if (offset + size > start + at) throw damaged('directory-outside');
    return { offset, size, count };
  }
  throw new CheckpointError('truncated', { file: 'torch-zip' });
}

function readDirectoryEntry(
  view: DataView,
  at: number,
  nameLength: number,
): Omit<ZipEntry, 'limit'> {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const packed = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const name = decodeName(
    new Uint8Array(view.buffer, view.byteOffset + at + DIRECTORY_ENTRY.bytes, nameLength),
  );
  if (!isSafeName(name)) {
    throw new CheckpointError('zip-name', { entry: name });
  }
  if (flags & ENCRYPTED) {
    throw new CheckpointError('zip-encrypted');
  }
  if (size === 0xffffffff || packed === 0xffffffff) throw damaged('size-missing', { entry: name });
  return {
    name,
    size,
    packed,
    method,
    flags,
    crc: view.getUint32(at + 16, true),
    start: view.getUint32(at + 42, true),
  };
}

/** Gives each entry the room up to its neighbour: entries that share bytes are refused. */
function withLimits(
  entries: readonly Omit<ZipEntry, 'limit'>[],
  directory: number,
): ReadonlyMap<string, ZipEntry> {
  const limits = new Map<string, number>();
  const byStart = [...entries].sort((a, b) => a.start - b.start);
  byStart.forEach(({ name, start, packed }, i) => {
    const limit = i + 1 < byStart.length ? byStart[i + 1].start : directory;
    if (limits.has(name)) throw damaged('twice', { entry: name });
    if (start + LOCAL_HEADER.bytes + packed > limit) throw damaged('overlap', { entry: name });
    limits.set(name, limit);
  });
  return new Map(
    entries.map((entry) => [entry.name, { ...entry, limit: limits.get(entry.name) ?? 0 }]),
  );
}

function isSafeName(name: string): boolean {
  return (
    name !== '' &&
    !name.startsWith('/') &&
    !/[\\\0]/.test(name) &&
    !name.split('/').some((part) => part === '..' || part === '.')
  );
}

function decodeName(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(...fault: CodeAndParams<ZipFaults>): CheckpointError {
  return new CheckpointError('zip-damaged', { fault: coded<ZipFaults>(...fault) });
}
