import { describe, expect, it } from 'vitest';
import { blockHeat, pointSource } from '../math/block-heat.ts';
import { conduct, type GridShape } from '../math/heat.ts';
import { channelsFirst } from '../math/spectra.ts';
import { expectClose } from '../testing/close.ts';
import { createChannelHeat } from './channel-heat.ts';

const shape: GridShape = [4, 6, 3];
const u0 = Float32Array.from({ length: 72 }, (_, i) => Math.sin(i * 12.9898) - 0.2);
const k = Float32Array.from({ length: 72 }, (_, i) => (i % 7) * 0.3);
const block = blockHeat({ stage: 1, block: 2 }, u0, k, shape);

describe('heat of a channel', () => {
  it('is what its points give together: sources superpose', () => {
    const sum = new Float32Array(24);
    for (let row = 0; row < 4; row++) {
      for (let column = 0; column < 6; column++) {
        const point = pointSource(block, [row, column], 'patch');
        const heat = createChannelHeat(block, point, 1, 'source');
        heat.advance(1.7, null);
        heat.result.field.data.forEach((value, i) => (sum[i] += value));
      }
    }
    const all = channelsFirst(conduct(u0, k, shape, 1.7), shape).subarray(24, 48);
    expectClose(sum, all, 2e-6);
  });

  it('follows the operator, with learned and with constant diffusivity', () => {
    const heat = createChannelHeat(block, block.source, 2, 'source');
    heat.advance(0.6, null);
    expectClose(
      heat.result.field.data,
      channelsFirst(conduct(u0, k, shape, 0.6), shape).subarray(48),
      1e-6,
    );
    heat.advance(0.6, 2);
    const constant = new Float32Array(72).fill(2);
    const expected = channelsFirst(conduct(u0, constant, shape, 0.6), shape).subarray(48);
    expectClose(heat.result.field.data, expected, 1e-6);
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
    expect(heat.result.scale.high).toBe(block.source.scales[0]);
    expect(heat.result.scale.low).toBe(-block.source.scales[0]);
  });

  it('takes the scale of the block or its own on request', () => {
    const shared = createChannelHeat(block, block.source, 0, 'shared');
    expect(shared.result.scale.high).toBe(Math.max(...block.source.scales));
    const own = createChannelHeat(block, block.source, 0, 'own');
    own.advance(30, null);
    expect(own.result.scale.high).toBe(Math.max(...own.result.field.data.map(Math.abs)));
  });

  it('does not blow rounding up to a picture when all heat has evened out', () => {
    const even = Float32Array.from({ length: 72 }, (_, i) => (i % 6 < 3 ? 1 : -1));
    const flat = blockHeat({ stage: 0, block: 0 }, even, new Float32Array(72).fill(3), shape);
    const heat = createChannelHeat(flat, flat.source, 0, 'own');
    heat.advance(64, null);
    const { field, scale } = heat.result;
    expect(Math.max(...field.data.map(Math.abs)) / scale.high).toBeLessThan(0.5);
  });

  it('draws a dead channel without dividing by zero', () => {
    const dead = blockHeat({ stage: 0, block: 0 }, new Float32Array(72), k, shape);
    const heat = createChannelHeat(dead, dead.source, 0, 'own');
    heat.advance(1, null);
    for (const { field, scale } of [heat.source, heat.spectrum, heat.decay, heat.result, heat.k]) {
      expect(scale.high).toBeGreaterThan(scale.low);
      expect(field.data.every(Number.isFinite)).toBe(true);
    }
  });
});
