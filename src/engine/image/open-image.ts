import type { Coded } from '../../coded/coded.ts';
import type { ImageSource, Pixels, Progress } from '../port.ts';
import type { Bytes } from './bytes.ts';
import { decode } from './decode.ts';
import { ImageError, type ImageNotes } from './error.ts';
import { fetchImage } from './fetch-image.ts';
import { inspectPhoto, notesOf, undecodable } from './inspect.ts';
import { MAX_FILE_BYTES, tooLarge } from './limits.ts';
import { upright } from './orientation.ts';
import { layOnWhite } from './transparency.ts';

export interface OpenOptions {
  /** Cancels: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Bytes of a download. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface OpenedImage {
  /** The upright photo, opaque. */
  readonly pixels: Pixels;
  /** What was not what it seemed. */
  readonly notes: readonly Coded<ImageNotes>[];
}

/**
 * Opens a photo from a file or an address: recognised and checked by its content, decoded by the browser, turned upright.
 * The browser is given nothing but the pixels' own data, so that all browsers show the same: orientation is applied
 * here, colour profiles are not applied, as in the training data. Runs in the worker and in the page alike.
 * @throws {ImageError}; see {@link fetchImage} for the codes of addresses
 */
export async function openImage(
  source: ImageSource,
  { signal, onProgress }: OpenOptions = {},
): Promise<OpenedImage> {
  signal?.throwIfAborted();
  const fromWeb = 'url' in source;
  const blob = fromWeb ? await fetchImage(source.url, { signal, onProgress }) : source.blob;
  const photo = inspectPhoto(await read(blob), fromWeb);
  const { kind, type, file } = photo;
  signal?.throwIfAborted();
  const decoded = await file.pixels((plain) =>
    decode(new Blob([plain], { type })).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw undecodable(kind, cause);
    }),
  );
  signal?.throwIfAborted();
  return {
    notes: notesOf(photo, layOnWhite(decoded.data)),
    pixels: upright(decoded, file.orientation),
  };
}

async function read(blob: Blob): Promise<Bytes> {
  if (blob.size > MAX_FILE_BYTES) throw tooLarge(blob.size);
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new ImageError('unreadable', {}, { cause });
  }
}
