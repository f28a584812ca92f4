import type { Pixels } from '../port.ts';

/** Side of the tiles read back at once: bounds the extra memory beside the decoded photo and its pixels. */
const TILE = 2048;

/**
 * Decodes a photo with the browser's decoder: upright (EXIF orientation applied), first frame only, colour profile
 * ignored as PIL ignores it, 8 bits a channel. Transparent pixels are laid on white.
 * @param photo a blob whose type names its true format
 * @throws DOMException when the browser cannot decode it
 */
export async function decode(photo: Blob): Promise<{ pixels: Pixels; transparent: boolean }> {
  const bitmap = await createImageBitmap(photo, {
    imageOrientation: 'from-image',
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  });
  try {
    const pixels = readPixels(bitmap);
    return { pixels, transparent: flattenOnWhite(pixels.data) };
  } finally {
    bitmap.close();
  }
}

/** Copies a bitmap's pixels through a canvas of one tile, which works at any size a canvas does not. */
function readPixels(bitmap: ImageBitmap): Pixels {
  const { width, height } = bitmap;
  const data = new Uint8ClampedArray(width * height * 4);
  const canvas = new OffscreenCanvas(Math.min(width, TILE), Math.min(height, TILE));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new DOMException('no 2d canvas', 'NotSupportedError');
  context.imageSmoothingEnabled = false;
  context.globalCompositeOperation = 'copy';
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

/**
 * Lays RGBA pixels on white, in place.
 * @returns whether any pixel let the white through
 */
function flattenOnWhite(data: Uint8ClampedArray): boolean {
  let transparent = false;
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3];
    if (alpha === 255) continue;
    transparent = true;
    for (let c = i; c < i + 3; c++) data[c] = (data[c] * alpha + 255 * (255 - alpha)) / 255;
    data[i + 3] = 255;
  }
  return transparent;
}
