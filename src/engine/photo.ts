import { evaluationCrop, sizeOf, type CropRule, type InputSize } from '../math/resample.ts';
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
  /** RGB bytes of the network's input, [height, width, 3]. */
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
      const { height, width } = sizeOf(rule);
      const key = `${rule.stretchTo ? '' : rule.resizeShorterSide}/${height}/${width}`;
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
export function cropPixels(rgb: Uint8Array, { height, width }: InputSize): Pixels {
  const pixels = height * width;
  if (rgb.length !== 3 * pixels)
    throw new EngineError('internal', 'The crop is not of the size that was asked for.');
  const data = new Uint8ClampedArray(4 * pixels).fill(255);
  for (let i = 0; i < pixels; i++) data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
  return { width, height, data };
}
