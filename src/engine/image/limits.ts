import { ImageError } from './error.ts';

/** Largest file that is read. */
export const MAX_FILE_BYTES = 100e6;

/** Largest photo that is decoded: 4 bytes a pixel, held twice while it is copied, make half a gigabyte. */
const MAX_PIXELS = 64e6;

/** The longest side of a JPEG, and the longest that browsers decode reliably in other formats. */
const MAX_SIDE = 65_535;

/** @param bytes the file's size, or what has arrived of it */
export function tooLarge(bytes: number): ImageError {
  return new ImageError(
    'file-too-large',
    `The file is larger than photos should be (${Math.ceil(bytes / 1e6)} MB; the limit is ${MAX_FILE_BYTES / 1e6} MB). Save it smaller, as a JPEG for example.`,
  );
}

/** @throws {ImageError} `too-many-pixels` */
export function checkSize(width: number, height: number): void {
  const count = (n: number) => n.toLocaleString('en');
  const size = `${count(width)} × ${count(height)} pixels`;
  if (width * height > MAX_PIXELS) {
    const megapixels = count(Math.ceil((width * height) / 1e6));
    throw new ImageError(
      'too-many-pixels',
      `The photo is too large: ${size} are ${megapixels} megapixels, and the limit is ${MAX_PIXELS / 1e6}. Save it smaller and open it again.`,
    );
  }
  if (Math.max(width, height) > MAX_SIDE) {
    throw new ImageError(
      'too-many-pixels',
      `The photo is too long: ${size}, and the limit is ${count(MAX_SIDE)} pixels a side. Crop it and open it again.`,
    );
  }
}
