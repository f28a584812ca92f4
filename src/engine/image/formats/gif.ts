import { joined, viewOf, type Bytes } from '../bytes.ts';
import type { PhotoFile } from './photo-file.ts';

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const TRAILER = 0x3b;

/** GIF: blocks after the screen descriptor; a first frame larger than the screen enlarges the picture. */
export function readGif(bytes: Bytes): PhotoFile {
  const view = viewOf(bytes);
  const tableBytes = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let width = view.getUint16(6, true);
  let height = view.getUint16(8, true);
  const start = 13 + tableBytes(view.getUint8(10));
  let control: Bytes = new Uint8Array();
  let first: Bytes | null = null;
  let frames = 0;
  let marked = false;
  let at = start;
  while (!marked && at < bytes.length) {
    const block = bytes[at];
    if (block === TRAILER) marked = true;
    else if (block === EXTENSION) {
      const end = subBlocksEnd(bytes, at + 2);
      if (end === null) break;
      // How the frame after it is drawn.
      if (bytes[at + 1] === GRAPHIC_CONTROL && first === null) control = bytes.subarray(at, end);
      at = end;
    } else if (block === IMAGE && at + 10 <= bytes.length) {
      if (first === null) {
        width = Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true));
        height = Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true));
      }
      frames++;
      const end = subBlocksEnd(bytes, at + 11 + tableBytes(bytes[at + 9]));
      if (end === null) break;
      first ??= bytes.subarray(at, end);
      at = end;
    } else break;
  }
  return {
    width,
    height,
    animated: frames > 1,
    orientation: 1,
    pixels: (decode) =>
      decode(
        joined(
          bytes.subarray(0, start),
          control,
          first ?? new Uint8Array(),
          Uint8Array.of(TRAILER),
        ),
      ),
    ending: () => (first === null ? 'cut' : marked ? 'whole' : 'unmarked'),
  };
}

/** The end of a chain of sub-blocks; null where the file ends before it. */
function subBlocksEnd(bytes: Bytes, from: number): number | null {
  for (let at = from; at < bytes.length;) {
    const length = bytes[at];
    at += 1 + length;
    if (length === 0) return at;
  }
  return null;
}
