import type { ByteSource } from './byte-source.ts';
import { candidatesIn, choose, namesOf, type CandidateChoice } from './candidates.ts';
import { CheckpointError, type Stranger } from './error.ts';
import type { NamedArray, NamedArrays } from './named-array.ts';
import { areParts, splitParts, weightFiles, type Part } from './parts.ts';
import { dequantise } from './quantised.ts';
import { looksLikeSafetensors, readSafetensors, type ReadOptions } from './safetensors.ts';
import type { Json } from './state-dict.ts';
import { readTorchLegacy } from './torch-legacy.ts';
import { readTorchZip } from './torch-zip.ts';

/** A file of weights, read. */
export interface Checkpoint {
  readonly format: 'safetensors' | 'torch-zip' | 'torch-legacy';
  /** The chosen state_dict, without the prefix that its names share. */
  readonly arrays: NamedArrays;
  /** Keys of these weights that have no numbers to read, and why; an error only for who needs them. */
  readonly unread: ReadonlyMap<string, CheckpointError>;
  /** What was taken off the names, such as `module.`. */
  readonly prefix: string;
  /** The entry of the file that holds these weights, such as `model`; null when the file is the state_dict itself. */
  readonly which: string | null;
  /** All entries that hold weights, such as `model` and `model_ema`. */
  readonly variants: readonly string[];
  /** The training configuration as plain data; null when the file has none. */
  readonly config: Json;
  /** Entries of the file that are no weights and were not read, such as `optimizer`. */
  readonly ignored: readonly string[];
  /** Python objects that the file asks for and that were not made, by name. */
  readonly objects: readonly string[];
}

export type CheckpointOptions = ReadOptions & CandidateChoice;

const TAR_MAGIC = { at: 257, text: 'ustar' };
/** What the tar files of PyTorch before 2017 begin with. */
const OLD_TORCH_ENTRY = /^(\.\/)?(sys_info|pickle|tensors|storages)\0/;

/** What people open by mistake: how such a file starts, and what it is. */
const STRANGERS: readonly (readonly [string | readonly number[], Stranger])[] = [
  ['version https://git-lfs', 'git-lfs'],
  [[0x1f, 0x8b], 'gzip'],
  [[0x89, 0x48, 0x44, 0x46], 'hdf5'],
  [[0x42, 0x5a, 0x68], 'bzip2'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'xz'],
  [[0x37, 0x7a, 0xbc, 0xaf], '7z'],
  ['Rar!', 'rar'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstandard'],
  [[0x93, 0x4e, 0x55, 0x4d], 'numpy'],
  ['GGUF', 'gguf'],
  ['%PDF', 'pdf'],
  [[0x89, 0x50, 0x4e, 0x47], 'png'],
  [[0xff, 0xd8, 0xff], 'jpeg'],
  ['RIFF', 'webp'],
  ['<', 'markup'],
  ['{', 'json'],
];

/**
 * Reads a checkpoint, its format recognised by content: safetensors, the zip container of `torch.save`, or the older
 * one. Only slices are read: memory stays at the chosen weights as float32 plus one tensor. Quantised weights are made
 * float32 again.
 * @throws {CheckpointError} `empty`, `not-checkpoint`, `torch-tar`, and those of the three readers and {@link dequantise}
 */
export async function readCheckpoint(
  source: ByteSource,
  options: CheckpointOptions = {},
): Promise<Checkpoint> {
  const checkpoint = await readStored(source, options);
  return { ...checkpoint, arrays: dequantise(checkpoint.arrays) };
}

async function readStored(
  source: ByteSource,
  { variant, networks, ...options }: CheckpointOptions,
): Promise<Checkpoint> {
  const choice = { variant, networks };
  options.signal?.throwIfAborted();
  if (source.size === 0) throw new CheckpointError('empty', { file: 'checkpoint' });
  const head = await source.slice(0, Math.min(512, source.size));
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) {
    return { format: 'torch-zip', ...(await readTorchZip(source, choice, options)) };
  }
  if (areParts(head)) return readParts(await splitParts(source), { ...choice, ...options });
  if (looksLikeSafetensors(head)) {
    const arrays = await readSafetensors(source, options);
    return { format: 'safetensors', ...chosenOf(arrays, choice), config: null, objects: [] };
  }
  if (head[0] === 0x80 && head[1] >= 2 && head[1] <= 5) {
    return { format: 'torch-legacy', ...(await readTorchLegacy(source, choice, options)) };
  }
  throw strange(head);
}

/**
 * Reads a model that was saved in several files, with or without their index, as if it was one.
 * @throws {CheckpointError} those of {@link weightFiles} and {@link readCheckpoint}; `part-twice`
 */
export async function readParts(
  parts: readonly Part[],
  { variant, networks, signal, onProgress }: CheckpointOptions = {},
): Promise<Checkpoint> {
  const { files, ignored } = await weightFiles(parts);
  const total = files.reduce((sum, { source }) => sum + source.size, 0);
  const merged = new Map<string, NamedArray>();
  const unread = new Map<string, CheckpointError>();
  const read: Checkpoint[] = [];
  let before = 0;
  for (const { name, source } of files) {
    const progress = (loaded: number) => onProgress?.(before + loaded, total);
    const part = await readCheckpoint(source, { signal, onProgress: progress });
    for (const [key, array] of part.arrays) {
      if (merged.has(key)) throw new CheckpointError('part-twice', { key, part: name });
      merged.set(key, array);
    }
    for (const [key, reason] of part.unread) unread.set(key, reason);
    read.push(part);
    before += source.size;
  }
  const chosen = chosenOf(merged, { variant, networks });
  const more = [...ignored, ...read.flatMap((part) => part.ignored)];
  return {
    ...chosen,
    // A part may hold the codes of a tensor, another its scales.
    arrays: dequantise(chosen.arrays),
    format: read[0].format,
    unread,
    config: null,
    ignored: [...chosen.ignored, ...more],
    objects: [...new Set(read.flatMap(({ objects }) => objects))],
  };
}

/** Tensors by name are one state_dict, or several side by side. */
function chosenOf(
  arrays: NamedArrays,
  { variant, networks }: CandidateChoice,
): Omit<Checkpoint, 'format' | 'config' | 'objects'> {
  const { chosen, candidates } = choose(candidatesIn(null, arrays, networks), variant);
  return {
    arrays: chosen?.weights ?? arrays,
    unread: new Map(),
    prefix: chosen?.prefix ?? '',
    which: chosen?.name ?? null,
    variants: namesOf(candidates),
    ignored: chosen?.beside ?? [],
  };
}

function strange(head: Uint8Array): CheckpointError {
  const isTar = startsWith(head.subarray(TAR_MAGIC.at), TAR_MAGIC.text);
  if (isTar && OLD_TORCH_ENTRY.test(String.fromCharCode(...head.subarray(0, 100)))) {
    return new CheckpointError('torch-tar');
  }
  const known = STRANGERS.find(([start]) => startsWith(head, start))?.[1] ?? null;
  return new CheckpointError('not-checkpoint', { found: isTar ? 'tar' : known });
}

function startsWith(head: Uint8Array, start: string | readonly number[]): boolean {
  const bytes = typeof start === 'string' ? new TextEncoder().encode(start) : start;
  return bytes.length <= head.length && bytes.every((byte, i) => head[i] === byte);
}
