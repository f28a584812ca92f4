import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/close.ts';
import { dct2 } from './dct.ts';
import { channelOf, type GridShape } from './heat.ts';
import { channelsFirst, spectra } from './spectra.ts';

describe('maps of all channels', () => {
  const shape: GridShape = [3, 5, 4];
  const grid = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * 12.9898));

  it('lie one after the other', () => {
    const maps = channelsFirst(grid, shape);
    for (let c = 0; c < 4; c++) {
      expect([...maps.subarray(15 * c, 15 * c + 15)]).toEqual([...channelOf(grid, shape, c)]);
    }
  });

  it('have the spectrum of each channel', () => {
    const all = spectra(grid, shape);
    for (let c = 0; c < 4; c++) {
      expectClose(all.subarray(15 * c, 15 * c + 15), dct2(channelOf(grid, shape, c), 3, 5), 1e-6);
    }
  });
});
