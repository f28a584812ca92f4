import { describe, expect, it } from 'vitest';
import { complexity } from '../../content/words/en/complexity.ts';
import { BENCHMARK, gridSide } from '../../math/complexity.ts';
import {
  EXACT,
  exponentText,
  measuredSeries,
  missingOf,
  noiseOf,
  slowerThanLayer,
  spreadOf,
} from './series.ts';

const sides = BENCHMARK.imageSizes.map(gridSide);
const timing = (part: 'heat' | 'heatLayer', side: number, milliseconds: number) => ({
  part,
  side,
  milliseconds,
  quartiles: [0.9 * milliseconds, 1.05 * milliseconds] as const,
  runs: 10,
});

describe('measured exponents', () => {
  it('are fitted over all sizes, and not before', () => {
    const all = sides.map((side) => timing('heat', side, side ** 3 / 1000));
    expect(exponentText(measuredSeries(all)[0], complexity.plot)).toBe('1.50');
    expect(exponentText(measuredSeries(all.slice(0, 3))[0], complexity.plot)).toBe('3 of 6 sizes');
    expect(exponentText(measuredSeries([])[0], complexity.plot)).toBe('–');
    expect(exponentText(EXACT[1], complexity.plot)).toBe('2.00');
    expect(exponentText(measuredSeries(all)[0], complexity.plot, true)).toBe('too noisy');
    expect(missingOf(all.slice(1)).slice(0, 5)).toEqual([
      { part: 'heat', imageSize: 224 },
      { part: 'attention', imageSize: 224 },
      { part: 'heatLayer', imageSize: 224 },
      { part: 'attentionLayer', imageSize: 224 },
      { part: 'attention', imageSize: 320 },
    ]);
  });
});

describe('the spread of measured times', () => {
  it('is that of the farther quartile, and too much when it usually is more than a quarter', () => {
    expect(spreadOf(timing('heat', 14, 2))).toBeCloseTo(0.1, 9);
    expect(noiseOf([])).toBeNull();
    const calm = [14, 20, 24].map((side) => timing('heat', side, 2));
    expect(noiseOf(calm)).toEqual({ spread: expect.closeTo(0.1, 9) as number, isTooMuch: false });
    const wild = { ...timing('heat', 14, 2), quartiles: [1.5, 3] as const };
    expect(noiseOf([wild, ...calm])?.isTooMuch).toBe(false);
    expect(noiseOf([wild, wild, ...calm.slice(1)])).toMatchObject({ isTooMuch: true });
  });
});

describe('mixing that took longer than the layer around it', () => {
  it('is named with its size and both times', () => {
    const timings = [
      timing('heat', 14, 2),
      timing('heatLayer', 14, 3),
      timing('heat', 20, 5),
      timing('heatLayer', 20, 4),
      timing('heat', 24, 9),
    ];
    expect(slowerThanLayer(timings)).toEqual([
      { network: 'heat', imageSize: 320, mixing: 5, layer: 4 },
    ]);
  });
});
