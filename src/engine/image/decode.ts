import type { Pixels } from '../port.ts';

/** Side of the tiles read back at once: bounds the extra memory beside the decoded photo and its pixels. */
const TILE = 2048;

/**
 * Decodes a plain photo with the browser's decoder: as stored, 8 bits a channel, not premultiplied.
 * @param photo a blob whose type names its true format
 * @throws DOMException when the browser cannot decode it
 */
export async function decode(photo: Blob): Promise<Pixels> {
  const bitmap = await createImageBitmap(photo, {
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  });
  try {
    return readPixels(bitmap);
  } finally {
    bitmap.close();
  }
}

/** Copies a bitmap's pixels through a canvas of one tile, which works at any size a canvas does not. */
function readPixels(bitmap: ImageBitmap): Pixels {
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(Math.min(width, TILE), Math.min(height, TILE));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new DOMException('no 2d canvas', 'NotSupportedError');
  context.imageSmoothingEnabled = false;
  context.globalCompositeOperation = 'copy';
  if (width <= TILE && height <= TILE) {
    context.drawImage(bitmap, 0, 0);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  }
  const data = new Uint8ClampedArray(width * height * 4);
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      const w = Math.min(TILE, width - left);
      const h = Math.min(TILE, height - top);
      context.drawImage(bitmap, left, top, w, h, 0, 0, w, h);
      const tile = context.getImageData(0, 0, w, h).data;
      for (let y = 0; y < h; y++) {
        data.set(tile.subarray(y * w * 4, (y + 1) * w * 4), ((top + y) * width + left) * 4);
      }
    }
  }
  return { width, height, data };
}
