import { coded, type Coded } from '../../coded/coded.ts';
import type { Bytes } from './bytes.ts';
import { ImageError, type ImageNotes } from './error.ts';
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
  readonly notes: readonly Coded<ImageNotes>[];
}

const note = coded<ImageNotes>;

/**
 * Recognises a photo by its content, and decides before a pixel is decoded whether it may be: its size is bearable, and
 * all its pixels are in the file. The app and the command line alike ask here.
 * @param fromWeb whether it came by an address
 * @throws {ImageError} of every code but those of addresses
 */
export function inspectPhoto(bytes: Bytes, fromWeb: boolean): Inspected {
  if (bytes.length > MAX_FILE_BYTES) throw tooLarge(bytes.length);
  if (bytes.length === 0) {
    throw new ImageError('empty', { file: 'photo' });
  }
  const kind = sniff(bytes);
  if (!isPhotoKind(kind)) throw refusal(kind, fromWeb);
  const file = readPhotoFile(kind, bytes);
  if (file === null) {
    throw new ImageError('damaged', { format: kind, fault: 'header' });
  }
  checkSize(file.width, file.height);
  const ending = file.ending();
  if (ending === 'cut') {
    throw new ImageError('truncated', { file: kind });
  }
  if (ending === 'damaged') throw undecodable(kind);
  return {
    kind,
    type: `image/${kind}`,
    file,
    notes: [
      ...(ending === 'whole' ? [] : [note('ends-early', { coarse: ending === 'coarse' })]),
      ...(file.animated ? [note('first-frame')] : []),
    ],
  };
}

/**
 * What is told of a decoded photo; nothing when all is plain.
 * @throws {ImageError} `damaged` where nothing of it can be seen, which some decoders make of what they cannot decode
 */
export function notesOf(
  { kind, notes }: Inspected,
  transparency: Transparency,
): readonly Coded<ImageNotes>[] {
  if (transparency === 'all')
    throw new ImageError('damaged', { format: kind, fault: 'nothing-visible' });
  return transparency === 'none' ? notes : [...notes, note('transparent')];
}

/** A photo that was recognised but that the decoder makes nothing of. */
export function undecodable(kind: PhotoKind, cause?: unknown): ImageError {
  return kind === 'heic'
    ? new ImageError('unsupported-format', { format: kind }, { cause })
    : new ImageError('damaged', { format: kind, fault: 'data' }, { cause });
}

function refusal(found: Exclude<FileKind, PhotoKind>, fromWeb: boolean): ImageError {
  switch (found) {
    case 'svg':
      return new ImageError('svg');
    case 'tiff':
    case 'jxl':
      return new ImageError('unsupported-format', { format: found });
    case 'html':
      return fromWeb ? new ImageError('html-page') : new ImageError('not-an-image', { found });
    default:
      return new ImageError('not-an-image', { found });
  }
}
