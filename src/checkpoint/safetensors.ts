import type { ByteSource } from './byte-source.ts';
import { CheckpointError } from './error.ts';
import { encodeFloat16 } from './float16.ts';
import type { NamedArray, NamedArrays, StoredType } from './named-array.ts';
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
  if (source.size === 0) throw new CheckpointError('empty', 'The file is empty.');
  if (source.size < 8) throw truncated();
  const length = headerLength(await source.slice(0, 8));
  if (length > MAX_HEADER_BYTES) {
    throw header(`its header claims ${length} bytes, more than the limit of ${MAX_HEADER_BYTES}`);
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
    throw header('its header is not JSON', cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw header('its header is not a JSON object');
  }
  return value;
}

function readEntry(name: string, value: unknown): Entry {
  if (name === '__proto__' || name === '') {
    throw new CheckpointError(
      'safetensors-name',
      `This safetensors file has a tensor named "${name}", which is not allowed. Get the file from its source again.`,
    );
  }
  if (typeof value !== 'object' || value === null) {
    throw header(`the entry of "${name}" is not an object`);
  }
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  const stored = STORED_TYPES.get(dtype);
  if (stored === undefined) {
    throw new CheckpointError(
      'safetensors-dtype',
      `The tensor "${name}" has the element type ${JSON.stringify(dtype)}, which this app does not read. Convert the file to float32 or float16.`,
    );
  }
  if (!isNaturals(shape) || shape.length > MAX_DIMENSIONS) {
    throw header(`the shape of "${name}" is not a list of at most ${MAX_DIMENSIONS} whole numbers`);
  }
  if (!isNaturals(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    throw header(`the data_offsets of "${name}" are not two rising whole numbers`);
  }
  const [start, end] = offsets;
  const bytes = shape.reduce((product, n) => product * n, ELEMENT_BYTES[stored]);
  if (bytes !== end - start) {
    throw new CheckpointError(
      'safetensors-size',
      `The tensor "${name}" holds ${end - start} bytes, but its shape [${shape.join(', ')}] needs ${bytes}. The file is damaged: get it again.`,
    );
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
      throw layout(
        'gap',
        `there is a gap of ${start - position} bytes before the tensor "${name}"`,
      );
    }
    if (start < position) throw layout('overlap', `the tensor "${name}" overlaps another one`);
    position = end;
  }
  if (position < total) {
    throw layout('trailing', `${total - position} bytes follow the last tensor`);
  }
}

function truncated(): CheckpointError {
  return new CheckpointError(
    'truncated',
    'This safetensors file ends too early. The download or copy was probably interrupted: get it again.',
  );
}

function header(what: string, cause?: unknown): CheckpointError {
  return new CheckpointError(
    'safetensors-header',
    `This is not a valid safetensors file: ${what}. Get the file from its source again.`,
    { cause },
  );
}

function layout(rule: 'gap' | 'overlap' | 'trailing', what: string): CheckpointError {
  return new CheckpointError(
    `safetensors-${rule}`,
    `This is not a valid safetensors file: ${what}. Get the file from its source again.`,
  );
}

export interface WriteOptions {
  /** Element type of the tensors; float16 rounds to nearest even. */
  readonly dtype: 'f16' | 'f32';
  /** Tensors that stay float32 whatever `dtype` says; none by default. */
  readonly exact?: (name: string) => boolean;
}

/**
 * Writes tensors as one safetensors file, in their order.
 * @throws {CheckpointError} `float16-range` when a finite weight does not fit in float16
 */
export function writeSafetensors(
  arrays: NamedArrays,
  { dtype, exact = () => false }: WriteOptions,
): Uint8Array<ArrayBuffer> {
  const typeOf = (name: string) => (exact(name) ? 'f32' : dtype);
  const header: [string, unknown][] = [['__metadata__', { format: 'pt' }]];
  let offset = 0;
  for (const [name, { shape, data }] of arrays) {
    const type = typeOf(name);
    const end = offset + data.length * ELEMENT_BYTES[type];
    header.push([name, { dtype: type.toUpperCase(), shape, data_offsets: [offset, end] }]);
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const start = 8 + Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(start + offset).fill(0x20, 8, start);
  new DataView(file.buffer).setBigUint64(0, BigInt(start - 8), true);
  file.set(json, 8);
  let position = start;
  for (const [name, { data }] of arrays) {
    const bytes = elementBytes(name, data, typeOf(name));
    file.set(bytes, position);
    position += bytes.length;
  }
  return file;
}

function elementBytes(
  name: string,
  data: Float32Array<ArrayBuffer>,
  dtype: 'f16' | 'f32',
): Uint8Array {
  if (dtype === 'f32') return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const halves = encodeFloat16(data);
  const lost = halves.findIndex(
    (bits, i) => (bits & 0x7fff) === 0x7c00 && Number.isFinite(data[i]),
  );
  if (lost >= 0) {
    throw new CheckpointError(
      'float16-range',
      `The tensor "${name}" holds ${data[lost]}, which float16 cannot store. Write the file as float32.`,
    );
  }
  return new Uint8Array(halves.buffer);
}
