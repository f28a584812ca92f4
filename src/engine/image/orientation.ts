import type { Pixels } from '../port.ts';
import { latin1 } from './bytes.ts';

/** How stored pixels are turned upright, as EXIF numbers it: 1 as they are, 3 by half a turn, 6 clockwise, 8 back. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
const EXIF_PREFIX = 'Exif\0\0';

/**
 * The orientation that metadata give, by the rule of Pillow's `exif_transpose`: the tag of the first EXIF directory,
 * else `tiff:Orientation` of XMP; what is malformed or out of range turns nothing.
 * @param exif with or without its prefix "Exif\0\0"
 */
export function orientationOf(exif: Uint8Array | null, xmp: Uint8Array | null): Orientation {
  const number = (exif && inExif(exif)) ?? (xmp && inXmp(xmp));
  return number !== null && isOrientation(number) ? number : 1;
}

function isOrientation(number: number): number is Orientation {
  return Number.isInteger(number) && number >= 1 && number <= 8;
}

/** TIFF's first directory: a byte order, 42, the offset, a count, then entries of tag, type, count and value. */
function inExif(exif: Uint8Array): number | null {
  let at = 0;
  while (latin1(exif.subarray(at, at + 6)) === EXIF_PREFIX) at += 6;
  const view = new DataView(exif.buffer, exif.byteOffset + at, exif.byteLength - at);
  const order = latin1(exif.subarray(at, at + 2));
  if ((order !== 'II' && order !== 'MM') || view.byteLength < 8) return null;
  const little = order === 'II';
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return null;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (entry + 12 > view.byteLength) return null;
    if (view.getUint16(entry, little) !== ORIENTATION_TAG) continue;
    switch (view.getUint16(entry + 2, little)) {
      case 1:
        return view.getUint8(entry + 8);
      case 3:
        return view.getUint16(entry + 8, little);
      case 4:
        return view.getUint32(entry + 8, little);
      default:
        return null;
    }
  }
  return null;
}

function inXmp(xmp: Uint8Array): number | null {
  const found = /tiff:Orientation(?:="|>)([0-9])/.exec(new TextDecoder('latin1').decode(xmp));
  return found && Number(found[1]);
}

/** Turns stored pixels upright, as Pillow's `exif_transpose` does; those of orientation 1 are returned as they are. */
export function upright(stored: Pixels, orientation: Orientation): Pixels {
  if (orientation === 1) return stored;
  const { width, height } = stored;
  const from = new Uint32Array(stored.data.buffer);
  const data = new Uint8ClampedArray(stored.data.length);
  const to = new Uint32Array(data.buffer);
  const mirroredX = [2, 3, 7, 8].includes(orientation);
  const mirroredY = [3, 4, 6, 7].includes(orientation);
  const turned = orientation > 4; // rows become columns
  const [stepX, stepY] = turned ? [height, 1] : [1, width];
  for (let y = 0, at = 0; y < height; y++) {
    const row = (mirroredY ? height - 1 - y : y) * stepY;
    for (let x = 0; x < width; x++, at++)
      to[row + (mirroredX ? width - 1 - x : x) * stepX] = from[at];
  }
  return turned ? { width: height, height: width, data } : { width, height, data };
}
