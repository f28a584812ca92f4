import sharp, { type Sharp } from 'sharp';
import { ImageError } from '../../src/engine/image/error.ts';
import { inspectPhoto, notesOf } from '../../src/engine/image/inspect.ts';
import { upright } from '../../src/engine/image/orientation.ts';
import { sniff } from '../../src/engine/image/sniff.ts';
import { layOnWhite } from '../../src/engine/image/transparency.ts';
import type { RgbaImage } from '../../src/math/resample.ts';
import { readWhole, ToolError } from './command.ts';
import { say } from './say.ts';

interface OpenedPhoto {
  /** Upright and opaque. */
  readonly pixels: RgbaImage;
  /** What was not what it seemed. */
  readonly notes: ReturnType<typeof notesOf>;
}

/**
 * Opens a photo by the app's own rules, with sharp as the decoder: the same is refused, and what is opened is turned and
 * laid on white alike. TIFF is opened as well.
 * @throws {ToolError} with the app's codes; `image` where sharp cannot decode what the app may
 */
export async function openPhoto(path: string): Promise<OpenedPhoto> {
  const bytes = new Uint8Array(await readWhole(path));
  try {
    if (sniff(bytes) === 'tiff') {
      const pixels = await decode(sharp(bytes, { ignoreIcc: true }).rotate());
      layOnWhite(pixels.data);
      return { pixels, notes: [] };
    }
    const photo = inspectPhoto(bytes, false);
    const stored = await photo.file.pixels((plain) => decode(sharp(plain, { failOn: 'error' })));
    const notes = notesOf(photo, layOnWhite(stored.data));
    return { pixels: upright(stored, photo.file.orientation), notes };
  } catch (error) {
    if (error instanceof ImageError)
      throw new ToolError(error.code, `${path}: ${say(error.coded)}`, { cause: error });
    throw new ToolError(
      'image',
      `${path} cannot be decoded here. Convert it to JPEG, PNG or WebP.`,
      { cause: error },
    );
  }
}

/** RGBA bytes as the browsers decode them: inks by the plain rule, which no profile has a part in. */
async function decode(image: Sharp) {
  const { space } = await image.metadata();
  const inks = space === 'cmyk';
  const { data, info } = await (
    inks
      ? image.pipelineColourspace('cmyk').toColourspace('cmyk')
      : image.toColourspace('srgb').ensureAlpha()
  )
    .raw()
    .toBuffer({ resolveWithObject: true });
  const bytes = new Uint8ClampedArray(data);
  return { width: info.width, height: info.height, data: inks ? rgbaOfInks(bytes) : bytes };
}

function rgbaOfInks(cmyk: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  return new Uint8ClampedArray(cmyk).map((ink, i) => {
    const black = cmyk[i | 3];
    return i % 4 === 3 ? 255 : Math.floor(((255 - ink) * (255 - black)) / 255);
  });
}
