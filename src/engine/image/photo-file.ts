import type { Bytes } from './bytes.ts';
import { readBmp } from './formats/bmp.ts';
import { readGif } from './formats/gif.ts';
import { readAvif, readHeic } from './formats/iso.ts';
import { readJpeg } from './formats/jpeg.ts';
import { readPng } from './formats/png.ts';
import { readWebp } from './formats/webp.ts';
import type { PhotoFile } from './formats/photo-file.ts';
import type { FileKind } from './sniff.ts';

/** Kinds of file that can be read. */
export type PhotoKind = Extract<FileKind, keyof typeof READERS>;

const READERS = {
  jpeg: readJpeg,
  png: readPng,
  gif: readGif,
  webp: readWebp,
  bmp: readBmp,
  avif: readAvif,
  heic: readHeic,
} as const satisfies Partial<Record<FileKind, (bytes: Bytes) => PhotoFile | null>>;

export function isPhotoKind(kind: FileKind): kind is PhotoKind {
  return kind in READERS;
}

/**
 * Reads what a photo's file says about itself.
 * @returns null when the size is missing, zero or out of reach
 */
export function readPhotoFile(kind: PhotoKind, bytes: Bytes): PhotoFile | null {
  try {
    const file = READERS[kind](bytes);
    return file !== null && file.width > 0 && file.height > 0 ? file : null;
  } catch (error) {
    if (error instanceof RangeError) return null; // read past the end
    throw error;
  }
}
