import { describe, expect, it } from 'vitest';
import { summarizeMap } from '../../math/statistics.ts';
import { describeMap, formatValue, frequencyName, readOut, signName, tokenName } from './words.ts';

describe('words', () => {
  it.each([
    [0, '0'],
    [-1.234, '−1.23'],
    [0.0456, '0.046'],
    [12.34, '12.3'],
    [1234, '1234'],
    [2.5e-7, '2.5e-7'],
    [-3e6, '−3.0e+6'],
    [Number.NaN, 'no number'],
  ])('writes %d as %s', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });

  it('tells a map: range, peak, how much is above half', () => {
    const summary = summarizeMap([0, -2, 1, 1.5], 2, 2);
    expect(describeMap('Source U⁰', summary, tokenName)).toBe(
      'Source U⁰: from −2.00 to 1.50, strongest −2.00 at row 1, column 2, 50 % of it above half of that.',
    );
    expect(describeMap('Result', summarizeMap([3, 3], 1, 2), tokenName)).toBe(
      'Result: 3.00 everywhere.',
    );
  });

  it('says the sign of what is drawn as a magnitude in words', () => {
    const summary = summarizeMap([0.5, 0.976], 1, 2);
    expect(describeMap('Spectrum', summary, tokenName, 'negative')).toBe(
      'Spectrum: from 0.500 to 0.976, strongest 0.976, negative, at row 1, column 2, 100 % of it above half of that.',
    );
    expect([signName(-2), signName(3), signName(0)]).toEqual(['negative', 'positive', null]);
  });

  it('reads a value out before its place, so that the value is never what is cut', () => {
    expect(readOut(-0.25, null, 'row 1, column 2')).toBe('−0.250 · row 1, column 2');
    expect(readOut(0.25, 'negative', 'ω_y 0.00, ω_x 1.57')).toBe(
      '0.250, negative · ω_y 0.00, ω_x 1.57',
    );
  });

  it('names frequencies in radians per token', () => {
    expect(frequencyName(0, 8, 16, 16)).toBe('ω_y 0.00, ω_x 1.57');
  });
});
