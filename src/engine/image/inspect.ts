import type { Bytes } from './bytes.ts';
import { ImageError } from './error.ts';
import { checkSize, MAX_FILE_BYTES, tooLarge } from './limits.ts';
import type { PhotoFile } from './formats/photo-file.ts';
import { isPhotoKind, readPhotoFile, type PhotoKind } from './photo-file.ts';
import { sniff, type FileKind } from './sniff.ts';
import type { Transparency } from './transparency.ts';

/** A photo that may be decoded. */
export interface Inspected {
  readonly kind: PhotoKind;
  readonly type: string;
  readonly file: PhotoFile;
  /** What is told of it in any case. */
  readonly notes: readonly string[];
}

const FORMATS: Record<PhotoKind, { name: string; type: string }> = {
  jpeg: { name: 'JPEG', type: 'image/jpeg' },
  png: { name: 'PNG', type: 'image/png' },
  gif: { name: 'GIF', type: 'image/gif' },
  webp: { name: 'WebP', type: 'image/webp' },
  bmp: { name: 'BMP', type: 'image/bmp' },
  avif: { name: 'AVIF', type: 'image/avif' },
  heic: { name: 'HEIC', type: 'image/heic' },
};

const UNFINISHED = {
  unmarked: 'The file ends too early, but no part of the picture is missing.',
  coarse:
    'The file ends too early: no part of the picture is missing, but it may be coarser than it was.',
};

/**
 * Recognises a photo by its content, and decides before a pixel is decoded whether it may be: its size is bearable, and
 * all its pixels are in the file. The app and the command line alike ask here.
 * @param fromWeb whether it came by an address
 * @throws {ImageError} with one sentence for the user
 */
export function inspectPhoto(bytes: Bytes, fromWeb: boolean): Inspected {
  if (bytes.length > MAX_FILE_BYTES) throw tooLarge(bytes.length);
  if (bytes.length === 0) {
    throw new ImageError('empty', 'The file is empty. Choose another photo.');
  }
  const kind = sniff(bytes);
  if (!isPhotoKind(kind)) throw refusal(kind, fromWeb);
  const { name, type } = FORMATS[kind];
  const file = readPhotoFile(kind, bytes);
  if (file === null) {
    throw new ImageError(
      'damaged',
      `This ${name} file is damaged: its header does not say how large the photo is. Get it from its source again.`,
    );
  }
  checkSize(file.width, file.height);
  const ending = file.ending();
  if (ending === 'cut') {
    throw new ImageError(
      'truncated',
      `This ${name} file ends too early: a part of the picture is missing. The download or copy was probably interrupted: get it again.`,
    );
  }
  if (ending === 'damaged') throw undecodable(kind);
  return {
    kind,
    type,
    file,
    notes: [
      ...(ending === 'whole' ? [] : [UNFINISHED[ending]]),
      ...(file.animated ? ['Only the first frame of this animation is used.'] : []),
    ],
  };
}

/**
 * What is told of a decoded photo, one sentence for each thing; null when all is plain.
 * @throws {ImageError} `damaged` where nothing of it can be seen, which some decoders make of what they cannot decode
 */
export function noteOf({ kind, notes }: Inspected, transparency: Transparency): string | null {
  if (transparency === 'all') {
    throw new ImageError(
      'damaged',
      `There is nothing to see in this ${FORMATS[kind].name} file: all of it is transparent, or it is damaged. Choose another photo.`,
    );
  }
  const all = transparency === 'none' ? notes : [...notes, 'Transparent areas are laid on white.'];
  return all.length === 0 ? null : all.join(' ');
}

/** A photo that was recognised but that the decoder makes nothing of. */
export function undecodable(kind: PhotoKind, cause?: unknown): ImageError {
  return kind === 'heic'
    ? new ImageError(
        'unsupported-format',
        'This browser cannot open HEIC photos. Convert it to JPEG and open that.',
        { cause },
      )
    : new ImageError(
        'damaged',
        `This ${FORMATS[kind].name} file is damaged and cannot be decoded. Get it from its source again.`,
        { cause },
      );
}

function refusal(kind: Exclude<FileKind, PhotoKind>, fromWeb: boolean): ImageError {
  switch (kind) {
    case 'svg':
      return new ImageError(
        'svg',
        'This is an SVG drawing, which can contain programs and is not opened. Save it as a PNG and open that.',
      );
    case 'html':
      return fromWeb
        ? new ImageError(
            'html-page',
            'The address leads to a web page, not to a photo. Copy the address of the picture itself and try again.',
          )
        : new ImageError(
            'not-an-image',
            'This is a web page, not a photo. Save the picture itself and open that file.',
          );
    case 'pdf':
      return new ImageError(
        'not-an-image',
        'This is a PDF document, not a photo. Save its picture as a JPEG or PNG and open that.',
      );
    case 'video':
      return new ImageError(
        'not-an-image',
        'This is a video, not a photo. Save one of its frames as a JPEG or PNG and open that.',
      );
    case 'text':
      return new ImageError(
        'not-an-image',
        'This is a text file, not a photo. Choose a JPEG, PNG, WebP, AVIF, GIF or BMP file.',
      );
    case 'tiff':
    case 'jxl':
      return new ImageError(
        'unsupported-format',
        `Browsers do not show ${kind === 'tiff' ? 'TIFF' : 'JPEG XL'} photos. Convert it to JPEG or PNG and open that.`,
      );
    case 'unknown':
      return new ImageError(
        'not-an-image',
        'This file is not a photo that can be recognised. Choose a JPEG, PNG, WebP, AVIF, GIF or BMP file.',
      );
    default:
      return kind satisfies never;
  }
}
