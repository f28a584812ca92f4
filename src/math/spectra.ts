import { dct2 } from './dct.ts';
import type { Floats } from './dct.ts';
import { channelOf } from './heat.ts';
import type { GridShape } from './heat.ts';

/** A channels-last grid [h, w, c] with its maps one after the other, [c, h, w]. */
export function channelsFirst(grid: Float32Array, shape: GridShape): Floats {
  const [h, w, channels] = shape;
  const maps = new Float32Array(grid.length);
  for (let c = 0; c < channels; c++) {
    channelOf(grid, shape, c, maps.subarray(c * h * w, (c + 1) * h * w));
  }
  return maps;
}

/** DCT coefficients of every channel of a channels-last grid [h, w, c], as [c, h, w]. */
export function spectra(u0: Float32Array, shape: GridShape): Floats {
  const [h, w, channels] = shape;
  const maps = channelsFirst(u0, shape);
  const scratch = new Float32Array(h * w);
  for (let c = 0; c < channels; c++) {
    const map = maps.subarray(c * h * w, (c + 1) * h * w);
    dct2(map, h, w, map, scratch);
  }
  return maps;
}
