import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/close.ts';
import { blockHeat, pointSource } from './block-heat.ts';
import type { GridShape } from './heat.ts';
import { channelsFirst, spectra } from './spectra.ts';

const shape: GridShape = [4, 6, 3];
const u0 = Float32Array.from({ length: 72 }, (_, i) => Math.sin(i * 12.9898) - 0.2);
const k = Float32Array.from({ length: 72 }, (_, i) => (i % 7) * 0.3);
const block = blockHeat({ stage: 1, block: 2 }, u0, k, shape);

describe('heat of a block', () => {
  it('has its spectra, its diffusivity channel by channel, and the scale of each source', () => {
    expectClose(block.source.spectra, spectra(u0, shape), 0);
    expectClose(block.k, channelsFirst(k, shape), 0);
    for (let c = 0; c < 3; c++) {
      const map = block.source.maps.subarray(24 * c, 24 * c + 24);
      expect(block.source.scales[c]).toBe(Math.max(...map.map(Math.abs)));
    }
  });

  it('an impulse has heat 1 in one token and its spectrum', () => {
    const { maps, spectra: coefficients, scales } = pointSource(block, [2, 5], 'impulse');
    expect([...scales]).toEqual([1, 1, 1]);
    expect(maps.filter((value) => value !== 0)).toHaveLength(3);
    expect(maps[2 * 6 + 5]).toBe(1);
    const grid = new Float32Array(72);
    grid.fill(1, (2 * 6 + 5) * 3, (2 * 6 + 5) * 3 + 3);
    expectClose(coefficients, spectra(grid, shape), 1e-6);
  });
});
