import { context2d } from '../../render/heat-map.ts';
import type { Pixels } from '../../state/explorer.ts';

/** A photo at size × size pixels, to be looked at: RGBA, by the browser's own resampling. */
export function pixelsAt({ width, height, data }: Pixels, size: number): Uint8ClampedArray {
  const from = document.createElement('canvas');
  from.width = width;
  from.height = height;
  context2d(from).putImageData(new ImageData(data, width, height), 0, 0);
  const to = document.createElement('canvas');
  to.width = size;
  to.height = size;
  const context = context2d(to);
  context.imageSmoothingQuality = 'high';
  context.drawImage(from, 0, 0, size, size);
  return context.getImageData(0, 0, size, size).data;
}
