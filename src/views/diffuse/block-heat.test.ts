import { describe, expect, it } from 'vitest';
import { conduct, type GridShape } from '../../math/heat.ts';
import { channelsFirst, spectra } from '../../math/spectra.ts';
import { expectClose } from '../../testing/close.ts';
import { blockHeat, pointSource } from './block-heat.ts';
import { createChannelHeat } from './channel-heat.ts';

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

  it('is what its points give together: sources superpose', () => {
    const sum = new Float32Array(24);
    for (let row = 0; row < 4; row++) {
      for (let column = 0; column < 6; column++) {
        const point = pointSource(block, [row, column], 'patch');
        const heat = createChannelHeat(block, point, 1, 'source');
        heat.advance(1.7, null);
        heat.result.field.forEach((value, i) => (sum[i] += value));
      }
    }
    const all = channelsFirst(conduct(u0, k, shape, 1.7), shape).subarray(24, 48);
    expectClose(sum, all, 2e-6);
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

describe('heat of a channel', () => {
  it('follows the operator, with learned and with constant diffusivity', () => {
    const heat = createChannelHeat(block, block.source, 2, 'source');
    heat.advance(0.6, null);
    expectClose(
      heat.result.field,
      channelsFirst(conduct(u0, k, shape, 0.6), shape).subarray(48),
      1e-6,
    );
    heat.advance(0.6, 2);
    const constant = new Float32Array(72).fill(2);
    const expected = channelsFirst(conduct(u0, constant, shape, 0.6), shape).subarray(48);
    expectClose(heat.result.field, expected, 1e-6);
  });

  it('computes once for the same time, however many maps ask', () => {
    const heat = createChannelHeat(block, block.source, 0, 'source');
    const version = heat.advance(1, null);
    expect(heat.advance(1, null)).toBe(version);
    expect(heat.advance(1.1, null)).not.toBe(version);
    const before = heat.advance(1.1, 3);
    expect(heat.advance(1.1, null)).not.toBe(before);
  });

  it('keeps the colour scale of its source while it cools', () => {
    const heat = createChannelHeat(block, block.source, 0, 'source');
    heat.advance(64, null);
    expect(heat.result.high).toBe(block.source.scales[0]);
    expect(heat.result.low).toBe(-block.source.scales[0]);
  });

  it('takes the scale of the block or its own on request', () => {
    const shared = createChannelHeat(block, block.source, 0, 'shared');
    expect(shared.result.high).toBe(Math.max(...block.source.scales));
    const own = createChannelHeat(block, block.source, 0, 'own');
    own.advance(30, null);
    expect(own.result.high).toBe(Math.max(...own.result.field.map(Math.abs)));
  });

  it('draws a dead channel without dividing by zero', () => {
    const dead = blockHeat({ stage: 0, block: 0 }, new Float32Array(72), k, shape);
    const heat = createChannelHeat(dead, dead.source, 0, 'own');
    heat.advance(1, null);
    for (const map of [heat.source, heat.spectrum, heat.decay, heat.result, heat.k]) {
      expect(map.high).toBeGreaterThan(map.low);
      expect(map.field.every(Number.isFinite)).toBe(true);
    }
  });
});
