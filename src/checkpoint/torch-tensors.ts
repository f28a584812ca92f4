import { CheckpointError } from './error.ts';
import type { NamedArray, StoredType } from './named-array.ts';
import type { StorageRef, StridedView } from './pickle-values.ts';
import type { ReadOptions } from './safetensors.ts';
import { widen } from './stored-type.ts';

/** Views may share bytes (tied or expanded weights), but not multiply a file to more than this many times its size. */
const MAX_EXPANSION = 8;
/** Small files may: a bias of one number for all channels is a few hundred bytes. */
const FREE_BYTES = 2 ** 20;

/** A view of a type that this app reads. */
export interface ReadableView extends StridedView {
  readonly type: StridedView['type'] & { readonly stored: StoredType };
}

/** Reads all bytes of one storage. */
export type StorageReader = (
  storage: StorageRef,
  bytes: number,
) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Reads the tensors of a state_dict, row-major and widened to float32. Every storage is read once and let go, so memory
 * stays at the tensors plus one storage.
 * @param tensors views of types that are read
 * @param fileSize bytes of the whole file, unpacked
 * @throws {CheckpointError} `tensor-bounds`, `tensor-total`, and whatever `read` throws
 */
export async function readTensors(
  tensors: ReadonlyMap<string, ReadableView>,
  fileSize: number,
  read: StorageReader,
  { signal, onProgress }: ReadOptions,
): Promise<Map<string, NamedArray>> {
  const storages = groupByStorage(tensors, fileSize);
  const total = storages.reduce((sum, { bytes }) => sum + bytes, 0);
  const arrays = new Map<string, NamedArray>();
  let loaded = 0;
  onProgress?.(0, total);
  for (const { storage, bytes, views } of storages) {
    const raw = await read(storage, bytes);
    signal?.throwIfAborted();
    const widened = new Map<StoredType, Float32Array<ArrayBuffer>>();
    for (const [name, view] of views) {
      const { stored } = view.type;
      const elements = widened.get(stored) ?? widen(wholeElements(raw, view), stored);
      widened.set(stored, elements);
      const alone = views.length === 1;
      arrays.set(name, { stored, shape: view.shape, data: gather(elements, view, alone) });
    }
    loaded += bytes;
    onProgress?.(loaded, total);
  }
  const rank = new Map([...tensors.keys()].map((name, i) => [name, i]));
  return new Map([...arrays].sort(([a], [b]) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)));
}

interface NeededStorage {
  readonly storage: StorageRef;
  readonly bytes: number;
  readonly views: [string, ReadableView][];
}

/** Checks every view against its storage before a byte is read. */
function groupByStorage(
  tensors: ReadonlyMap<string, ReadableView>,
  fileSize: number,
): NeededStorage[] {
  const storages = new Map<StorageRef, NeededStorage>();
  let widenedBytes = 0;
  for (const [name, view] of tensors) {
    requireInside(name, view);
    widenedBytes += 4 * count(view.shape);
    if (widenedBytes > FREE_BYTES + MAX_EXPANSION * fileSize) {
      throw new CheckpointError('tensor-total', { times: MAX_EXPANSION });
    }
    const { storage } = view;
    const needed = storages.get(storage);
    if (needed) needed.views.push([name, view]);
    else storages.set(storage, { storage, bytes: storage.bytes, views: [[name, view]] });
  }
  return [...storages.values()];
}

function requireInside(name: string, { storage, type, offset, shape, strides }: StridedView): void {
  if (shape.includes(0)) return;
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis], offset);
  if ((last + 1) * type.bytes > storage.bytes) {
    throw new CheckpointError('tensor-bounds', { tensor: name });
  }
}

/** A storage of bytes need not end with a whole element. */
function wholeElements(
  raw: Uint8Array<ArrayBuffer>,
  { type }: StridedView,
): Uint8Array<ArrayBuffer> {
  return raw.subarray(0, raw.length - (raw.length % type.bytes));
}

/** Copies a strided view into row-major order. */
function gather(
  elements: Float32Array<ArrayBuffer>,
  { offset, shape, strides }: StridedView,
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
