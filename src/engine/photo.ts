import { cropPhoto } from './image/resample/crop.ts';
import { sizeOf, type CropRule } from '../math/resample.ts';
import type { Preprocess } from '../model/preprocess.ts';
import { openImage } from './image/open-image.ts';
import { viewOf } from './image/view.ts';
import type { ImageInfo, ImageSource, Pixels, Progress } from './port.ts';

/** The photo in hand: decoded once, cropped once for each way of preprocessing. */
export interface Photo {
  readonly id: number;
  readonly pixels: Pixels;
  readonly notes: ImageInfo['notes'];
  /** RGB bytes of the network's input, [height, width, 3]. */
  crop(preprocess: Preprocess): Uint8Array<ArrayBuffer>;
}

// As the loads of networks: unlike those of an engine before.
let opened = Math.floor(performance.timeOrigin);

export async function openPhoto(
  source: ImageSource,
  options: { signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<Photo> {
  const { pixels, notes } = await openImage(source, options);
  const crops = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    id: ++opened,
    pixels,
    notes,
    crop(rule) {
      const { height, width } = sizeOf(rule);
      const key = `${rule.stretchTo ? '' : rule.resizeShorterSide}/${height}/${width}`;
      const crop = crops.get(key) ?? cropPhoto(pixels, rule);
      crops.set(key, crop);
      return crop;
    },
  };
}

/** The photo as the page knows it; `rule` tells which part of it the network sees. */
export function describePhoto({ id, pixels, notes }: Photo, rule: CropRule): ImageInfo {
  const { width, height } = pixels;
  return { id, width, height, view: viewOf(pixels, rule), notes };
}
