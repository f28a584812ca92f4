import type { ByteSource } from './byte-source.ts';
import type { CandidateChoice } from './candidates.ts';
import { CheckpointError } from './error.ts';
import type { NamedArray } from './named-array.ts';
import { limit, malformed, PICKLE_LIMITS, printable } from './pickle-errors.ts';
import { unpickle } from './pickle.ts';
import type { ReadOptions } from './safetensors.ts';
import { findStateDict, type StateDict } from './state-dict.ts';
import { readTensors } from './torch-tensors.ts';
import { openZip, readEntry, type ZipEntry } from './zip.ts';

/** What a reader of PyTorch files hands on. */
export interface TorchCheckpoint extends Omit<StateDict, 'tensors'> {
  readonly arrays: ReadonlyMap<string, NamedArray>;
  /** Python objects in the file that were not made, by name. */
  readonly objects: readonly string[];
}

/**
 * Reads the zip container that `torch.save` writes since PyTorch 1.6: a pickle that describes the tensors, and one
 * stored entry per storage.
 * @throws {CheckpointError} `torchscript`, `not-checkpoint`, and those of the zip, pickle, state_dict and tensor readers
 */
export async function readTorchZip(
  source: ByteSource,
  choice: CandidateChoice,
  options: ReadOptions,
): Promise<TorchCheckpoint> {
  const entries = await openZip(source);
  const { folder, description } = findDescription(entries);
  await requireLittleEndian(source, entries.get(`${folder}byteorder`));
  if (description.size > PICKLE_LIMITS.bytes) {
    throw limit('bytes');
  }
  const bytes = await readEntry(source, description);
  const { value, unknown, end } = unpickle(bytes);
  if (end !== bytes.length) throw malformed('end');
  const { tensors, ...facts } = findStateDict(value, choice);
  const arrays = await readTensors(
    tensors,
    unpackedSize(entries),
    async (storage, length) => {
      const entry = entries.get(`${folder}data/${storage.key}`);
      if (entry?.size !== length) {
        throw entry
          ? malformed('storage-size', {
              storage: storage.key,
              bytes: entry.size,
              expected: length,
            })
          : malformed('storage-missing', { storage: storage.key });
      }
      return readEntry(source, entry);
    },
    options,
  );
  return { ...facts, arrays, objects: unknown };
}

function unpackedSize(entries: ReadonlyMap<string, ZipEntry>): number {
  return [...entries.values()].reduce((sum, { size }) => sum + size, 0);
}

/** What archivers put beside the files that they were given: macOS its resource forks, `._data.pkl` among them. */
const CLUTTER = /(^|\/)(__MACOSX\/|\._)/;
const CHECKPOINT_NAME = /\.(pth|pt|ckpt|bin|safetensors|pth\.tar)$/i;

/** The pickle and the folder it lies in: PyTorch's one folder, several or none in files that were packed anew. */
function findDescription(entries: ReadonlyMap<string, ZipEntry>): {
  folder: string;
  description: ZipEntry;
} {
  const own = [...entries].filter(([name]) => !CLUTTER.test(name));
  const found = own.filter(([name]) => /(^|\/)data\.pkl$/.test(name));
  if (found.length !== 1) {
    const inside = own.find(([name]) => CHECKPOINT_NAME.test(name))?.[0];
    throw new CheckpointError('not-checkpoint', {
      found: 'zip',
      inside: inside === undefined ? undefined : printable(inside),
    });
  }
  const [[name, description]] = found;
  const folder = name.slice(0, -'data.pkl'.length);
  if (entries.has(`${folder}constants.pkl`)) {
    throw new CheckpointError('torchscript');
  }
  return { folder, description };
}

async function requireLittleEndian(source: ByteSource, entry: ZipEntry | undefined): Promise<void> {
  if (!entry || entry.size > 16) return;
  const order = new TextDecoder().decode(await readEntry(source, entry));
  if (order.trim() === 'big') throw bigEndian();
}

export function bigEndian(): CheckpointError {
  return new CheckpointError('big-endian');
}
