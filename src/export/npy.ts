const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
const PREFIX = MAGIC.length + 2;
const ALIGNMENT = 64;

/**
 * A NumPy array file, version 1.0: little-endian float32 in C order, to the bit what `data` holds.
 * @param shape whose product is the length of `data`
 */
export function encodeNpy(data: Float32Array, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = Math.ceil((PREFIX + header.length + 1) / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(length + 4 * data.length);
  const view = new DataView(file.buffer);
  file.set(MAGIC);
  view.setUint16(MAGIC.length, length - PREFIX, true);
  file.set(new TextEncoder().encode(`${header.padEnd(length - PREFIX - 1)}\n`), PREFIX);
  // By words, so that NaNs keep their payload.
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length);
  words.forEach((word, i) => view.setUint32(length + 4 * i, word, true));
  return file;
}
