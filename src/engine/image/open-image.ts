import type { ImageSource, Pixels, Progress } from '../port.ts';
import { decode } from './decode.ts';
import { ImageError } from './error.ts';
import { fetchImage } from './fetch-image.ts';
import { isPhotoKind, readHeader, type Header, type PhotoKind } from './header.ts';
import { checkSize, MAX_FILE_BYTES, tooLarge } from './limits.ts';
import { sniff, type FileKind } from './sniff.ts';

export interface OpenOptions {
  /** Cancels: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Bytes of a download. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface OpenedImage {
  /** The upright photo, opaque. */
  readonly pixels: Pixels;
  /** One sentence for each thing that was not what it seemed; null when all is plain. */
  readonly note: string | null;
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

/**
 * Opens a photo from a file or an address: recognised by its content, its size checked before a pixel is decoded,
 * then decoded upright. Runs in the worker and in the page alike.
 * @throws {ImageError} with one sentence for the user; see {@link fetchImage} for the codes of addresses
 */
export async function openImage(
  source: ImageSource,
  { signal, onProgress }: OpenOptions = {},
): Promise<OpenedImage> {
  signal?.throwIfAborted();
  const fromWeb = 'url' in source;
  const blob = fromWeb ? await fetchImage(source.url, { signal, onProgress }) : source.blob;
  const { kind, header } = await inspect(blob, fromWeb);
  signal?.throwIfAborted();
  const { name, type } = FORMATS[kind];
  const typed = blob.slice(0, blob.size, type); // browsers believe the declared type
  const decoded = await decode(typed).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw undecodable(kind, name, header.complete, cause);
  });
  signal?.throwIfAborted();
  return { pixels: decoded.pixels, note: noteOf(header, decoded.transparent) };
}

async function inspect(blob: Blob, fromWeb: boolean): Promise<{ kind: PhotoKind; header: Header }> {
  if (blob.size > MAX_FILE_BYTES) throw tooLarge(blob.size);
  const bytes = new Uint8Array(
    await blob.arrayBuffer().catch((cause: unknown) => {
      throw new ImageError(
        'unreadable',
        'The file could not be read: it may be a folder, or it was moved or changed. Choose it again.',
        { cause },
      );
    }),
  );
  if (bytes.length === 0) {
    throw new ImageError('empty', 'The file is empty. Choose another photo.');
  }
  const kind = sniff(bytes);
  if (!isPhotoKind(kind)) throw refusal(kind, fromWeb);
  const header = readHeader(kind, bytes);
  if (header === null) {
    throw new ImageError(
      'damaged',
      `This ${FORMATS[kind].name} file is damaged: its header does not say how large the photo is. Get it from its source again.`,
    );
  }
  checkSize(header.width, header.height);
  return { kind, header };
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

function undecodable(kind: PhotoKind, name: string, complete: boolean, cause: unknown): ImageError {
  if (kind === 'heic') {
    return new ImageError(
      'unsupported-format',
      'This browser cannot open HEIC photos. Convert it to JPEG and open that.',
      { cause },
    );
  }
  return complete
    ? new ImageError(
        'damaged',
        `This ${name} file is damaged and cannot be decoded. Get it from its source again.`,
        { cause },
      )
    : new ImageError(
        'truncated',
        `This ${name} file ends too early. The download or copy was probably interrupted: get it again.`,
        { cause },
      );
}

function noteOf({ animated, complete }: Header, transparent: boolean): string | null {
  const notes = [
    ...(complete ? [] : ['The file ends too early: only what could be decoded is shown.']),
    ...(animated ? ['Only the first frame of this animation is used.'] : []),
    ...(transparent ? ['Transparent areas are laid on white.'] : []),
  ];
  return notes.length === 0 ? null : notes.join(' ');
}
