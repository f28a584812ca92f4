import { ascii, viewOf, type Bytes } from '../bytes.ts';
import type { PhotoFile } from './photo-file.ts';

/** From this length on, the header has a colour space. */
const V4_BYTES = 108;
/** Place of the colour space, and the name of sRGB there. */
const COLOUR_SPACE = 70;
const SRGB = ascii('BGRs');

/** BMP: a header, perhaps a palette, then rows; a negative height means rows from the top down. */
export function readBmp(bytes: Bytes): PhotoFile {
  const view = viewOf(bytes);
  const headerBytes = view.getUint32(14, true);
  const core = headerBytes === 12; // OS/2's short header
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = Math.abs(core ? view.getUint16(20, true) : view.getInt32(22, true));
  const bitsPerPixel = view.getUint16(core ? 24 : 28, true);
  const compression = core ? 0 : view.getUint32(30, true);
  const plain = compression === 0 || compression === 3 || compression === 6;
  const rowBytes = Math.ceil((width * bitsPerPixel) / 32) * 4;
  const dataBytes = plain ? rowBytes * height : view.getUint32(34, true);
  const end = view.getUint32(10, true) + dataBytes;
  return {
    width,
    height,
    animated: false,
    orientation: 1,
    pixels: (decode) => {
      const copy = bytes.slice();
      if (headerBytes >= V4_BYTES && copy.length >= 14 + V4_BYTES) copy.set(SRGB, COLOUR_SPACE);
      return decode(copy);
    },
    ending: () => (end <= bytes.length ? 'whole' : 'cut'),
  };
}
