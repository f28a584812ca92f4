import { coded, type Coded } from '../coded/coded.ts';
import type { ByteSource } from './byte-source.ts';
import { CheckpointError, type HeaderFaults } from './error.ts';
import { encodeFloat16 } from '../math/float16.ts';
import type { NamedArray, NamedArrays, StoredType } from './named-array.ts';
import { quantise, SCALE, SCHEME } from './quantised.ts';
import { ELEMENT_BYTES, widen } from './stored-type.ts';

/** Largest header accepted: a hundred times that of the largest model this app can run. */
const MAX_HEADER_BYTES = 16 * 2 ** 20;
const MAX_DIMENSIONS = 8;

const STORED_TYPES: ReadonlyMap<unknown, StoredType> = new Map<unknown, StoredType>([
  ['F64', 'f64'],
  ['F32', 'f32'],
  ['F16', 'f16'],
  ['BF16', 'bf16'],
  ['I64', 'i64'],
  ['I32', 'i32'],
  ['I16', 'i16'],
  ['I8', 'i8'],
  ['U8', 'u8'],
  ['BOOL', 'bool'],
  ['U64', 'u64'],
  ['U32', 'u32'],
  ['U16', 'u16'],
  ['F8_E4M3', 'f8_e4m3'],
  ['F8_E4M3FNUZ', 'f8_e4m3fnuz'],
  ['F8_E5M2', 'f8_e5m2'],
  ['F8_E5M2FNUZ', 'f8_e5m2fnuz'],
  ['F8_E8M0', 'f8_e8m0'],
]);

interface Entry {
  readonly name: string;
  readonly stored: StoredType;
  readonly shape: readonly number[];
  /** Byte range behind the header. */
  readonly start: number;
  readonly end: number;
}

export interface ReadOptions {
  /** Cancels: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of tensors read so far and in all. */
  readonly onProgress?: ((loaded: number, total: number) => void) | undefined;
}

/**
 * Reads every tensor of a safetensors file, widened to float32. Tensors are read one slice at a time, so memory stays
 * at the weights themselves plus one tensor.
 * @throws {CheckpointError} `empty`, `truncated`, `safetensors-header` (over the limit, not JSON, a broken entry),
 *   `safetensors-name`, `safetensors-dtype`, `safetensors-size`, `safetensors-gap`, `safetensors-overlap`,
 *   `safetensors-trailing`
 */
export async function readSafetensors(
  source: ByteSource,
  { signal, onProgress }: ReadOptions = {},
): Promise<NamedArrays> {
  signal?.throwIfAborted();
  const { entries, offset, total } = await readHeader(source);
  const arrays = new Map<string, NamedArray>();
  let loaded = 0;
  onProgress?.(0, total);
  for (const { name, stored, shape, start, end } of entries) {
    const bytes =
      start < end ? await source.slice(offset + start, offset + end) : new Uint8Array(0);
    signal?.throwIfAborted();
    arrays.set(name, { stored, shape, data: widen(bytes, stored) });
    loaded += end - start;
    onProgress?.(loaded, total);
  }
  return arrays;
}

/**
 * Whether a file starts like safetensors: a header length below 2^48 and an opening brace. Text never does, because
 * its first eight bytes make a larger number.
 * @param head the file's first 9 bytes or more
 */
export function looksLikeSafetensors(head: Uint8Array): boolean {
  return head.length >= 9 && head[8] === 0x7b /* { */ && headerLength(head) < 2 ** 48;
}

function headerLength(head: Uint8Array): number {
  return Number(new DataView(head.buffer, head.byteOffset, 8).getBigUint64(0, true));
}

async function readHeader(
  source: ByteSource,
): Promise<{ entries: Entry[]; offset: number; total: number }> {
  if (source.size === 0) throw new CheckpointError('empty', { file: 'checkpoint' });
  if (source.size < 8) throw truncated();
  const length = headerLength(await source.slice(0, 8));
  if (length > MAX_HEADER_BYTES) {
    throw header(coded('size', { bytes: length, most: MAX_HEADER_BYTES }));
  }
  const offset = 8 + length;
  if (offset > source.size) throw truncated();
  const json = parseHeader(await source.slice(8, offset));
  const entries = Object.entries(json)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => readEntry(name, value));
  const total = source.size - offset;
  requireContiguous(entries, total);
  return { entries, offset, total };
}

function parseHeader(bytes: Uint8Array): object {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw header(coded('json'), cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw header(coded('object'));
  }
  return value;
}

function readEntry(name: string, value: unknown): Entry {
  if (name === '__proto__' || name === '') {
    throw new CheckpointError('safetensors-name', { tensor: name });
  }
  if (typeof value !== 'object' || value === null) {
    throw header(coded('entry', { tensor: name }));
  }
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  const stored = STORED_TYPES.get(dtype);
  if (stored === undefined) {
    throw new CheckpointError('safetensors-dtype', {
      tensor: name,
      dtype: JSON.stringify(dtype),
    });
  }
  if (!isNaturals(shape) || shape.length > MAX_DIMENSIONS) {
    throw header(coded('shape', { tensor: name, most: MAX_DIMENSIONS }));
  }
  if (!isNaturals(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    throw header(coded('offsets', { tensor: name }));
  }
  const [start, end] = offsets;
  const bytes = shape.reduce((product, n) => product * n, ELEMENT_BYTES[stored]);
  if (bytes !== end - start) {
    throw new CheckpointError('safetensors-size', {
      tensor: name,
      shape,
      bytes: end - start,
      expected: bytes,
    });
  }
  return { name, stored, shape, start, end };
}

/** Whole numbers that JSON carried exactly. */
function isNaturals(value: unknown): value is number[] {
  return (
    Array.isArray(value) && value.every((n: unknown) => Number.isSafeInteger(n) && Number(n) >= 0)
  );
}

/** Tensors must tile the data: a gap could hide bytes, an overlap could alias weights. */
function requireContiguous(entries: readonly Entry[], total: number): void {
  let position = 0;
  for (const { name, start, end } of [...entries].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    if (end > total) throw truncated();
    if (start > position) {
      throw new CheckpointError('safetensors-gap', { tensor: name, bytes: start - position });
    }
    if (start < position) throw new CheckpointError('safetensors-overlap', { tensor: name });
    position = end;
  }
  if (position < total) {
    throw new CheckpointError('safetensors-trailing', { bytes: total - position });
  }
}

function truncated(): CheckpointError {
  return new CheckpointError('truncated', { file: 'safetensors' });
}

function header(fault: Coded<HeaderFaults>, cause?: unknown): CheckpointError {
  return new CheckpointError('safetensors-header', { fault }, { cause });
}

/** Element types that are written; of a quantised tensor, its codes and their scales. */
export type WrittenType = 'f16' | 'f32' | 'i8';

export interface WriteOptions {
  /**
   * Element type of the tensors, or of each; float16 rounds to nearest even. Int8 needs an axis of output channels and
   * finite numbers; see {@link quantise}.
   */
  readonly dtype: WrittenType | ((name: string, array: NamedArray) => WrittenType);
}

/** A tensor as it stands in a file. */
interface Written {
  readonly name: string;
  readonly dtype: WrittenType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Writes tensors as one safetensors file; the header names them in their order. Larger elements lie first, so that all
 * are aligned.
 * @throws {CheckpointError} `float16-range` when a finite weight does not fit in float16
 */
export function writeSafetensors(
  arrays: NamedArrays,
  { dtype }: WriteOptions,
): Uint8Array<ArrayBuffer> {
  const typeOf = typeof dtype === 'function' ? dtype : () => dtype;
  const tensors = [...arrays].flatMap(([name, array]) => written(name, array, typeOf(name, array)));
  const offsets = new Map<Written, number>();
  let total = 0;
  const bySize = (a: Written, b: Written) => ELEMENT_BYTES[b.dtype] - ELEMENT_BYTES[a.dtype];
  for (const tensor of [...tensors].sort(bySize)) {
    offsets.set(tensor, total);
    total += tensor.bytes.length;
  }
  const isQuantised = tensors.some((tensor) => tensor.dtype === 'i8');
  const metadata = { format: 'pt', ...(isQuantised && { quantization: SCHEME }) };
  const header: [string, unknown][] = [['__metadata__', metadata]];
  for (const tensor of tensors) {
    const { name, dtype: type, shape, bytes } = tensor;
    const offset = offsets.get(tensor) ?? 0;
    const range = [offset, offset + bytes.length];
    header.push([name, { dtype: type.toUpperCase(), shape, data_offsets: range }]);
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const start = 8 + Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(start + total).fill(0x20, 8, start);
  new DataView(file.buffer).setBigUint64(0, BigInt(start - 8), true);
  file.set(json, 8);
  for (const [{ bytes }, offset] of offsets) file.set(bytes, start + offset);
  return file;
}

function written(name: string, array: NamedArray, dtype: WrittenType): Written[] {
  const { shape, data } = array;
  if (dtype === 'f32') {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return [{ name, dtype, shape, bytes }];
  }
  if (dtype === 'f16') return [{ name, dtype, shape, bytes: halves(name, data) }];
  const { codes, scales } = quantise(array);
  return [
    { name, dtype, shape, bytes: new Uint8Array(codes.buffer) },
    {
      name: name + SCALE,
      dtype: 'f32',
      shape: [shape[0], ...shape.slice(1).map(() => 1)],
      bytes: new Uint8Array(scales.buffer),
    },
  ];
}

function halves(name: string, data: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bits = encodeFloat16(data);
  const lost = bits.findIndex((half, i) => (half & 0x7fff) === 0x7c00 && Number.isFinite(data[i]));
  if (lost >= 0) {
    throw new CheckpointError('float16-range', { tensor: name, value: data[lost] });
  }
  return new Uint8Array(bits.buffer);
}
