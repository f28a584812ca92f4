import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  channelStatistics,
  descendingOrder,
  largestMagnitude,
  meanDigits,
  meanOf,
  summarizeMap,
} from './statistics.ts';

describe('channel statistics', () => {
  it('measures each channel of a channels-last grid', () => {
    // Channel 0: two equal poles two rows apart; channel 1: one cell; channel 2: nothing.
    const h = 3;
    const w = 2;
    const u = new Float32Array(h * w * 3);
    u[0] = 2;
    u[2 * w * 3] = -2;
    u[(1 * w + 1) * 3 + 1] = 0.5;
    const k = new Float32Array(h * w * 3).fill(0);
    for (let i = 0; i < h * w; i++) k[i * 3] = i;
    const statistics = channelStatistics(u, k, [h, w, 3]);
    expect([...statistics.meanK]).toEqual([3, 0, 0]);
    expect([...statistics.energy]).toEqual([8, 0.25, 0]);
    expect([...statistics.spread]).toEqual([1, 0, 0]);
    expect([...statistics.peak]).toEqual([2, 0.5, 0]);
  });

  it('leaves the frequency 0 out of the mean of k, which does nothing there', () => {
    const k = Float32Array.of(100, 1, 2, 3);
    expect(channelStatistics(new Float32Array(4), k, [2, 2, 1]).meanK[0]).toBe(2);
  });

  it('spread does not depend on scale, sign or position', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 3 }),
        (scale, shift) => {
          const at = (values: Record<number, number>) => {
            const u = new Float32Array(64);
            for (const [cell, value] of Object.entries(values)) u[Number(cell)] = value;
            return channelStatistics(u, new Float32Array(64), [8, 8, 1]).spread[0];
          };
          const reference = at({ 0: 1, 3: 2, 18: 1 });
          const moved = at({ [shift]: -scale, [3 + shift]: 2 * scale, [18 + shift]: scale });
          expect(moved).toBeCloseTo(reference, 6);
        },
      ),
    );
  });

  it('finds the largest magnitude', () => {
    expect(largestMagnitude([1, -3, 2])).toBe(3);
    expect(largestMagnitude([9, -3, 2], 1)).toBe(3);
    expect(largestMagnitude([])).toBe(0);
  });

  it('orders channels, largest first, stable, NaN last', () => {
    expect([...descendingOrder([1, Number.NaN, 3, 1, 3])]).toEqual([2, 4, 0, 3, 1]);
    expect([...descendingOrder([])]).toEqual([]);
  });
});

describe('summary of a map', () => {
  it('says where the peak is and how much is above half of it', () => {
    const summary = summarizeMap([0, -4, 1, 2.5, 0, 2], 2, 3);
    expect(summary).toEqual({
      min: -4,
      max: 2.5,
      mean: 0.25,
      peak: { row: 0, column: 1, value: -4 },
      aboveHalf: 2 / 6,
    });
  });

  it('of a map of zeros has no cell above half', () => {
    expect(summarizeMap(new Float32Array(4), 2, 2)).toMatchObject({
      min: 0,
      max: 0,
      peak: { row: 0, column: 0, value: 0 },
      aboveHalf: 0,
    });
  });
});

describe('means', () => {
  it('are summed without losing small parts', () => {
    expect(meanOf(Float32Array.of(1, 2, -6))).toBe(-1);
    const many = new Float32Array(1_000_000).fill(0.1);
    expect(meanOf(many)).toBeCloseTo(Math.fround(0.1), 12);
  });

  it('show four digits, and none that rounding makes', () => {
    expect(meanDigits(-0.0123, 3)).toBe(5);
    expect(meanDigits(123, 300)).toBe(1);
    expect(meanDigits(1 / 3136, 1)).toBe(5);
    expect(meanDigits(1e-9, 2)).toBe(5);
    expect(meanDigits(0, 20)).toBe(4);
    expect(meanDigits(0, 0)).toBe(5);
  });
});
