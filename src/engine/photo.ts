import { evaluationCrop, type CropRule } from '../math/resample.ts';
import type { Preprocess } from '../model/preprocess.ts';
import { EngineError } from './error.ts';
import { openImage } from './image/open-image.ts';
import { viewOf } from './image/view.ts';
import type { ImageInfo, ImageSource, Pixels, Progress } from './port.ts';

/** The photo in hand: decoded once, cropped once for each way of preprocessing. */
export interface Photo {
  readonly id: number;
  readonly pixels: Pixels;
  /** See {@link ImageInfo.note}. */
  readonly note: string | null;
  /** RGB bytes of the network's input, [size, size, 3]. */
  crop(preprocess: Preprocess): Uint8Array<ArrayBuffer>;
}

// As the loads of networks: unlike those of an engine before.
let opened = Math.floor(performance.timeOrigin);

export async function openPhoto(
  source: ImageSource,
  options: { signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<Photo> {
  const { pixels, note } = await openImage(source, options);
  const crops = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    id: ++opened,
    pixels,
    note,
    crop(rule) {
      const key = `${rule.resizeShorterSide}/${rule.centreCrop}`;
      const crop = crops.get(key) ?? evaluationCrop(pixels, rule);
      crops.set(key, crop);
      return crop;
    },
  };
}

/** The photo as the page knows it; `rule` tells which part of it the network sees. */
export function describePhoto({ id, pixels, note }: Photo, rule: CropRule): ImageInfo {
  const { width, height } = pixels;
  return { id, width, height, view: viewOf(pixels, rule), note };
}

/** The crop as a picture to show. */
export function cropPixels(rgb: Uint8Array, size: number): Pixels {
  if (rgb.length !== 3 * size * size)
    throw new EngineError('internal', 'The crop is not of the size that was asked for.');
  const data = new Uint8ClampedArray(4 * size * size).fill(255);
  for (let i = 0; i < size * size; i++) data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
  return { width: size, height: size, data };
}
