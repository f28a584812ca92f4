import { ImageError } from './error.ts';

/** Largest file that is read. */
export const MAX_FILE_BYTES = 100e6;

/** Largest photo that is decoded: 4 bytes a pixel, held twice while it is copied, make half a gigabyte. */
const MAX_PIXELS = 64e6;

/** The longest side of a JPEG, and the longest that browsers decode reliably in other formats. */
const MAX_SIDE = 65_535;

/** @param bytes the file's size, or what has arrived of it */
export function tooLarge(bytes: number): ImageError {
  return new ImageError('file-too-large', { bytes, most: MAX_FILE_BYTES });
}

/** @throws {ImageError} `too-many-pixels` */
export function checkSize(width: number, height: number): void {
  if (width * height > MAX_PIXELS)
    throw new ImageError('too-many-pixels', { width, height, of: 'photo', most: MAX_PIXELS });
  if (Math.max(width, height) > MAX_SIDE)
    throw new ImageError('too-many-pixels', { width, height, of: 'side', most: MAX_SIDE });
}
