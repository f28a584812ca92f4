import { CheckpointError } from './error.ts';
import type { NamedArray, StoredType } from './named-array.ts';
import type { StorageRef, TensorRef } from './pickle-values.ts';
import type { ReadOptions } from './safetensors.ts';
import { widen } from './stored-type.ts';

/** Views may share bytes (tied weights), but not multiply a file to more than this many times its size. */
const MAX_EXPANSION = 8;

/** Reads all bytes of one storage. */
export type StorageReader = (
  storage: StorageRef,
  bytes: number,
) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Reads the tensors of a state_dict, row-major and widened to float32. Every storage is read once and let go, so memory
 * stays at the tensors plus one storage.
 * @param fileSize bytes of the whole file
 * @throws {CheckpointError} `tensor-type`, `tensor-bounds`, `tensor-overlap`, `tensor-total`, and
 *   whatever `read` throws
 */
export async function readTensors(
  tensors: ReadonlyMap<string, TensorRef>,
  fileSize: number,
  read: StorageReader,
  { signal, onProgress }: ReadOptions,
): Promise<Map<string, NamedArray>> {
  const storages = groupByStorage(tensors, fileSize);
  const total = storages.reduce((sum, { bytes }) => sum + bytes, 0);
  const arrays = new Map<string, NamedArray>();
  let loaded = 0;
  onProgress?.(0, total);
  for (const { storage, stored, bytes, names } of storages) {
    const elements = widen(await read(storage, bytes), stored);
    signal?.throwIfAborted();
    for (const [name, tensor] of names) {
      const alone = names.length === 1;
      arrays.set(name, { stored, shape: tensor.shape, data: gather(elements, tensor, alone) });
    }
    loaded += bytes;
    onProgress?.(loaded, total);
  }
  const rank = new Map([...tensors.keys()].map((name, i) => [name, i]));
  return new Map([...arrays].sort(([a], [b]) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)));
}

interface NeededStorage {
  readonly storage: StorageRef;
  readonly stored: StoredType;
  readonly bytes: number;
  readonly names: [string, TensorRef][];
}

/** Checks every view against its storage before a byte is read. */
function groupByStorage(
  tensors: ReadonlyMap<string, TensorRef>,
  fileSize: number,
): NeededStorage[] {
  const storages = new Map<StorageRef, NeededStorage>();
  let widenedBytes = 0;
  for (const [name, tensor] of tensors) {
    const { storage } = tensor;
    const stored = requireReadable(name, storage);
    requireInside(name, tensor);
    widenedBytes += 4 * count(tensor.shape);
    if (widenedBytes > MAX_EXPANSION * fileSize) {
      throw new CheckpointError(
        'tensor-total',
        `The tensors of this checkpoint would need more than ${MAX_EXPANSION} times the memory of the file; it is refused. Save model.state_dict() alone with torch.save and open that.`,
      );
    }
    const needed = storages.get(storage);
    if (needed) {
      needed.names.push([name, tensor]);
    } else {
      const bytes = storage.length * storage.elementBytes;
      storages.set(storage, { storage, stored, bytes, names: [[name, tensor]] });
    }
  }
  return [...storages.values()];
}

function requireReadable(name: string, { stored, type }: StorageRef): StoredType {
  if (stored) return stored;
  throw new CheckpointError(
    'tensor-type',
    `The tensor "${name}" is a ${type}, an element type that this app does not read. Convert the model to float32 and save it again.`,
  );
}

function requireInside(name: string, { storage, offset, shape, strides }: TensorRef): void {
  if (shape.includes(0)) return;
  // Dimensions from the innermost stride outwards: each must step past everything inside it.
  const dimensions = shape
    .map((size, i) => ({ size, stride: strides[i] }))
    .filter(({ size }) => size > 1)
    .sort((a, b) => a.stride - b.stride);
  let last = 0; // the furthest element from the first one
  for (const { size, stride } of dimensions) {
    if (stride <= last) {
      throw new CheckpointError(
        'tensor-overlap',
        `The tensor "${name}" uses the same number at several places, which weights do not. Call .contiguous() on it, save the checkpoint again and open that.`,
      );
    }
    last += (size - 1) * stride;
  }
  if (offset + last >= storage.length) {
    throw new CheckpointError(
      'tensor-bounds',
      `The tensor "${name}" reaches past the end of its data. The file is damaged: get it again.`,
    );
  }
}

/** Copies a strided view into row-major order. */
function gather(
  elements: Float32Array<ArrayBuffer>,
  { offset, shape, strides }: TensorRef,
  alone: boolean,
): Float32Array<ArrayBuffer> {
  const length = count(shape);
  if (isContiguous(shape, strides)) {
    if (alone && length === elements.length) return elements;
    return elements.slice(offset, offset + length);
  }
  const out = new Float32Array(length);
  const index = shape.map(() => 0);
  let from = offset;
  for (let i = 0; i < length; i++) {
    out[i] = elements[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= shape[axis] * strides[axis];
      index[axis] = 0;
    }
  }
  return out;
}

function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis];
  }
  return true;
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
