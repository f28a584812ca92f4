import type { ByteSource } from './byte-source.ts';
import { CheckpointError } from './error.ts';

/** One file of a model that was saved in several. */
export interface Part {
  readonly name: string;
  readonly source: ByteSource;
}

/** Where a file says that it stands among its like, as `save_pretrained` of Hugging Face names them. */
export interface PartName {
  /** What the parts have in common: `model.safetensors` of `model-00001-of-00002.safetensors`. */
  readonly whole: string;
  readonly index: number;
  readonly total: number;
}

const PART_NAME = /^(.*)-(\d{5})-of-(\d{5})(\.[a-z]+)$/i;

const INDEX_NAME = /\.json$/i;

/** Null for a file that is whole by its name. */
export function partName(name: string): PartName | null {
  const match = PART_NAME.exec(name);
  if (match === null || Number(match[3]) < 2) return null;
  const [, stem, index, total, ending] = match;
  return { whole: stem + ending, index: Number(index), total: Number(total) };
}

/** Longer indexes are none: that of a model of a thousand layers has a hundredth of it. */
const MAX_INDEX_BYTES = 16 * 2 ** 20;

/**
 * The files of weights among parts that were opened together, in their order.
 * @throws {CheckpointError} `part-missing` naming those that are not there, `part-twice`, `part-index`
 */
export async function weightFiles(parts: readonly Part[]): Promise<{
  files: readonly Part[];
  ignored: readonly string[];
}> {
  const json = parts.find(({ name }) => INDEX_NAME.test(name));
  const weights = parts.filter(({ name }) => !INDEX_NAME.test(name));
  const expected = json ? filesOf(json.name, await readIndex(json)) : namesOf(weights);
  const missing = expected.filter((name) => !weights.some((part) => part.name === name));
  if (missing.length > 0) {
    throw new CheckpointError('part-missing', { parts: expected.length, missing });
  }
  const files = expected.flatMap((name) => weights.filter((part) => part.name === name));
  if (files.length > expected.length) {
    throw new CheckpointError('part-twice', {});
  }
  const ignored = weights.filter(({ name }) => !expected.includes(name)).map(({ name }) => name);
  return { files, ignored };
}

/** One byte more than any index has tells that it is none. */
function readIndex({ source }: Part): Promise<Uint8Array> {
  return source.slice(0, Math.min(source.size, MAX_INDEX_BYTES + 1));
}

/** What the name of the first part says there must be; without such a name, the file alone. */
function namesOf(weights: readonly Part[]): string[] {
  const first = weights.at(0)?.name ?? '';
  const match = PART_NAME.exec(first);
  if (match === null) return [first];
  const [, stem, , total, ending] = match;
  return Array.from(
    { length: Number(total) },
    (_, i) => `${stem}-${String(i + 1).padStart(5, '0')}-of-${total}${ending}`,
  );
}

/**
 * The files that an index names: `{"weight_map": {key: file}}`.
 * @throws {CheckpointError} `part-index`
 */
export function filesOf(name: string, bytes: Uint8Array): string[] {
  const json = bytes.length > MAX_INDEX_BYTES ? null : parsed(bytes);
  const map = (json as { weight_map?: unknown } | null)?.weight_map;
  const files: unknown[] = typeof map === 'object' && map !== null ? Object.values(map) : [];
  if (files.length === 0 || !files.every((file) => typeof file === 'string')) {
    throw new CheckpointError('part-index', { name });
  }
  return [...new Set(files)].sort();
}

/** The error for a part that was opened on its own. */
export function partAlone({ index, total }: PartName): CheckpointError {
  return new CheckpointError('part-alone', { index, total });
}

const MAGIC = 'vheat-parts\n';
const HEAD_BYTES = 4;

/**
 * Files as one, so that they can be held, kept and opened again like one: a magic line, the length of a list of names
 * and sizes as JSON, the list, the files. Nothing is copied.
 */
export function joinParts(parts: readonly { readonly name: string; readonly blob: Blob }[]): Blob {
  const list = JSON.stringify(parts.map(({ name, blob }) => ({ name, bytes: blob.size })));
  const json = new TextEncoder().encode(list);
  const length = new DataView(new ArrayBuffer(HEAD_BYTES));
  length.setUint32(0, json.length, true);
  return new Blob([MAGIC, length, json, ...parts.map(({ blob }) => blob)]);
}

/** Whether a file starts like one of {@link joinParts}. */
export function areParts(head: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(head.subarray(0, MAGIC.length)) === MAGIC;
}

/**
 * The files inside one of {@link joinParts}.
 * @throws {CheckpointError} `part-index` for a list that does not fit the file
 */
export async function splitParts(source: ByteSource): Promise<Part[]> {
  const start = Math.min(MAGIC.length + HEAD_BYTES, source.size);
  const head = await source.slice(start - HEAD_BYTES, start);
  let position = start + new DataView(head.buffer).getUint32(0, true);
  const list =
    position <= Math.min(start + MAX_INDEX_BYTES, source.size)
      ? namesAndSizes(await source.slice(start, position))
      : null;
  const total = list?.reduce((sum, { bytes }) => sum + bytes, position);
  if (!list || total !== source.size) throw new CheckpointError('part-index', { name: null });
  return list.map(({ name, bytes }) => {
    const from = position;
    position += bytes;
    const slice = (begin: number, end: number) => source.slice(from + begin, from + end);
    return { name, source: { size: bytes, slice } };
  });
}

function namesAndSizes(bytes: Uint8Array): { name: string; bytes: number }[] | null {
  const list = parsed(bytes);
  if (!Array.isArray(list)) return null;
  const parts = list.flatMap((entry: unknown) => {
    const { name, bytes: size } = (entry ?? {}) as { name?: unknown; bytes?: unknown };
    const fits = typeof name === 'string' && typeof size === 'number' && size >= 0;
    return fits && Number.isSafeInteger(size) ? [{ name, bytes: size }] : [];
  });
  return parts.length === list.length ? parts : null;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
