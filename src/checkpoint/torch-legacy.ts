import type { ByteSource } from './byte-source.ts';
import type { CandidateChoice } from './candidates.ts';
import { CheckpointError } from './error.ts';
import { malformed, PICKLE_LIMITS } from './pickle-errors.ts';
import { Dict, type PickleValue, type StorageRef } from './pickle-values.ts';
import { unpickle } from './pickle.ts';
import type { ReadOptions } from './safetensors.ts';
import { findStateDict } from './state-dict.ts';
import { readTensors } from './torch-tensors.ts';
import { bigEndian, type TorchCheckpoint } from './torch-zip.ts';

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL_VERSION = 1001;
/** The pickles come first and their length is not said: the first window holds those of any usual file. */
const WINDOWS = [2 ** 20, PICKLE_LIMITS.bytes];

/**
 * Reads the container that `torch.save` wrote before PyTorch 1.6: pickles of a magic number, the version, the
 * platform, the checkpoint and the storage keys, then each storage behind its length.
 * @throws {CheckpointError} `not-checkpoint`, `big-endian`, `truncated`, and those of the pickle, state_dict and tensor
 *   readers
 */
export async function readTorchLegacy(
  source: ByteSource,
  choice: CandidateChoice,
  options: ReadOptions,
): Promise<TorchCheckpoint> {
  const pickles = await readPickles(source);
  const { tensors, ...facts } = findStateDict(pickles.root, choice);
  const positions = await locateStorages(source, pickles);
  const read = async (storage: StorageRef, length: number) => {
    const start = positions.get(storage);
    if (start === undefined) throw malformed('storage-missing', { storage: null });
    return source.slice(start, start + length);
  };
  const arrays = await readTensors(tensors, source.size, read, options);
  return { ...facts, arrays, objects: pickles.unknown };
}

interface Pickles {
  readonly root: PickleValue;
  readonly storages: ReadonlyMap<string, StorageRef>;
  readonly unknown: readonly string[];
  readonly keys: PickleValue;
  /** Where the first storage starts. */
  readonly end: number;
}

async function readPickles(source: ByteSource): Promise<Pickles> {
  for (const window of WINDOWS) {
    const bytes = await source.slice(0, Math.min(window, source.size));
    try {
      return parsePickles(bytes);
    } catch (error) {
      const cut = error instanceof CheckpointError && error.code === 'pickle-truncated';
      if (!cut || bytes.length === source.size) throw error;
    }
  }
  throw malformed('size', { most: PICKLE_LIMITS.bytes });
}

function parsePickles(bytes: Uint8Array): Pickles {
  const magic = unpickle(bytes);
  if (magic.value !== MAGIC) {
    throw new CheckpointError('not-checkpoint', { found: 'pickle' });
  }
  const version = unpickle(bytes, magic.end);
  if (version.value !== PROTOCOL_VERSION) throw malformed('version');
  const platform = unpickle(bytes, version.end);
  if (platform.value instanceof Dict && platform.value.entries.get('little_endian') === false) {
    throw bigEndian();
  }
  const { value: root, storages, unknown, end } = unpickle(bytes, platform.end);
  const keys = unpickle(bytes, end);
  return { root, storages, unknown, keys: keys.value, end: keys.end };
}

/** Walks over the storages, each 8 bytes of length and its elements. */
async function locateStorages(
  source: ByteSource,
  { storages, keys, end }: Pickles,
): Promise<ReadonlyMap<StorageRef, number>> {
  if (!Array.isArray(keys)) throw malformed('storage-list-missing');
  const positions = new Map<StorageRef, number>();
  let position = end;
  for (const key of keys) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    if (!storage || positions.has(storage)) throw malformed('storage-list');
    const data = position + 8;
    if (data > source.size) throw truncated();
    const head = await source.slice(position, data);
    if (new DataView(head.buffer).getBigInt64(0, true) !== BigInt(storage.length)) {
      throw malformed('storage-length');
    }
    positions.set(storage, data);
    position = data + storage.bytes;
    if (position > source.size) throw truncated();
  }
  if (position !== source.size) throw malformed('bytes-after');
  return positions;
}

function truncated(): CheckpointError {
  return new CheckpointError('truncated', { file: 'torch-legacy' });
}
