import { describe, expect, it } from 'vitest';
import { BENCHMARK, gridSide } from '../../math/complexity.ts';
import { EXACT, exponentText, measuredSeries, slowerThanLayer } from './series.ts';

const sides = BENCHMARK.imageSizes.map(gridSide);
const timing = (part: 'heat' | 'heatLayer', side: number, milliseconds: number) => ({
  part,
  side,
  milliseconds,
  runs: 10,
});

describe('measured exponents', () => {
  it('are fitted over all sizes, and not before', () => {
    const all = sides.map((side) => timing('heat', side, side ** 3 / 1000));
    expect(exponentText(measuredSeries(all)[0])).toBe('1.50');
    expect(exponentText(measuredSeries(all.slice(0, 3))[0])).toBe('3 of 6 sizes');
    expect(exponentText(measuredSeries([])[0])).toBe('–');
    expect(exponentText(EXACT[1])).toBe('2.00');
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
