import { crc32 } from '../math/crc32.ts';

/** Bytes, or text that becomes UTF-8. */
type Piece = string | number | readonly number[] | Uint8Array;

/** Joins pieces into bytes; a number is one byte. */
export function bytesOf(...pieces: Piece[]): Uint8Array<ArrayBuffer> {
  const parts = pieces.map((piece) =>
    typeof piece === 'string'
      ? new TextEncoder().encode(piece)
      : Uint8Array.from(typeof piece === 'number' ? [piece] : piece),
  );
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

function u16(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

export function u32(value: number): number[] {
  return [...u16(value), ...u16(value >>> 16)];
}

/** Assembler of pickles: each function gives the opcodes that leave one value on the stack. */
export const pickle = {
  text: (value: string) => {
    const utf8 = new TextEncoder().encode(value);
    return bytesOf('X', u32(utf8.length), utf8);
  },
  int: (value: number) => bytesOf('J', u32(value)),
  global: (module: string, name: string) => bytesOf(`c${module}\n${name}\n`),
  tuple: (...items: Piece[]) => bytesOf('(', ...items, 't'),
  list: (...items: Piece[]) => bytesOf('](', ...items, 'e'),
  dict: (...keysAndValues: Piece[]) => bytesOf('}(', ...keysAndValues, 'u'),
  call: (callee: Piece, ...args: Piece[]) => bytesOf(callee, '(', ...args, 'tR'),
  storage: (type: string, key: string, length: number) =>
    bytesOf(
      pickle.tuple(
        pickle.text('storage'),
        pickle.global('torch', type),
        pickle.text(key),
        pickle.text('cpu'),
        pickle.int(length),
      ),
      'Q',
    ),
  tensor: (
    storage: Piece,
    shape: readonly number[],
    strides: readonly number[] = contiguous(shape),
    offset = 0,
  ) =>
    pickle.call(
      pickle.global('torch._utils', '_rebuild_tensor_v2'),
      storage,
      pickle.int(offset),
      pickle.tuple(...shape.map(pickle.int)),
      pickle.tuple(...strides.map(pickle.int)),
      0x89,
      pickle.call(pickle.global('collections', 'OrderedDict')),
    ),
  /** A whole pickle of protocol 2. */
  file: (...pieces: Piece[]) => bytesOf(0x80, 2, ...pieces, '.'),
};

function contiguous(shape: readonly number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, n) => product * n, 1));
}

export interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array;
  /** What the directory says, where it is to differ from the truth. */
  readonly directory?: { readonly name?: string; readonly size?: number; readonly crc?: number };
  readonly flags?: number;
  readonly method?: number;
  /** Where the directory says that the local header starts. */
  readonly start?: number;
}

/** A zip file of stored entries, or of whatever the parts ask for. */
export function zipFile(parts: readonly ZipPart[]): Uint8Array<ArrayBuffer> {
  const body: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, data, directory: told = {}, flags = 0, method = 0, start } of parts) {
    const head = (crc: number, size: number, length: number) => [
      ...[...u16(flags), ...u16(method), ...u32(0), ...u32(crc)],
      ...[...u32(size), ...u32(size), ...u16(length), ...u16(0)],
    ];
    const crc = crc32(data);
    const local = bytesOf(
      u32(0x04034b50),
      u16(20),
      head(crc, data.length, name.length),
      name,
      data,
    );
    const toldName = told.name ?? name;
    directory.push(
      bytesOf(
        u32(0x02014b50),
        u16(20),
        u16(20),
        head(told.crc ?? crc, told.size ?? data.length, toldName.length),
        u16(0),
        u16(0),
        u16(0),
        u32(0),
        u32(start ?? offset),
        toldName,
      ),
    );
    body.push(local);
    offset += local.length;
  }
  const list = bytesOf(...directory);
  return bytesOf(
    ...body,
    list,
    u32(0x06054b50),
    u32(0),
    u16(parts.length),
    u16(parts.length),
    u32(list.length),
    u32(offset),
    u16(0),
  );
}

/**
 * A checkpoint of float32 tensors as a training framework saves it: the weights beside `meta`.
 * @param key of the weights
 */
export function torchCheckpoint(
  arrays: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>,
  key: 'state_dict' | 'model' = 'state_dict',
): Uint8Array<ArrayBuffer> {
  const storages: Record<string, Uint8Array> = {};
  const entries = [...arrays].flatMap(([name, { shape, data }], i) => {
    storages[String(i)] = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const storage = pickle.storage('FloatStorage', String(i), data.length);
    return [pickle.text(name), pickle.tensor(storage, shape)];
  });
  const meta = pickle.dict(pickle.text('epoch'), pickle.int(12));
  const whole = pickle.dict(
    ...[pickle.text('meta'), meta],
    ...[pickle.text(key), pickle.dict(...entries)],
  );
  return torchZip(pickle.file(whole), storages);
}

/** A file as `torch.save` writes it. */
export function torchZip(
  description: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array<ArrayBuffer> {
  return zipFile([
    { name: 'archive/data.pkl', data: description },
    ...Object.entries(storages).map(([key, data]) => ({ name: `archive/data/${key}`, data })),
    { name: 'archive/version', data: bytesOf('3\n') },
  ]);
}
