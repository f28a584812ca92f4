import { describe, expect, it } from 'vitest';
import { en } from '../../content/words/en.ts';
import { zh } from '../../content/words/zh.ts';
import type { Figure } from '../../render/figure.ts';
import type { Scale } from '../../render/scale.ts';
import { describeFigure, formatValue, frequencyName, readOut, unitText } from './words.ts';

function figureOf(
  rows: number[][],
  scale: Partial<Scale> = {},
  cells: Figure['field']['cells'] = 'tokens',
): Figure {
  const [height, width] = [rows.length, rows[0].length];
  return {
    field: { height, width, cells, data: Float32Array.from(rows.flat()) },
    scale: { kind: 'signed', law: 'linear', of: 'source', low: -2, high: 2, ...scale },
    colours: 'signed-dark',
    smooth: true,
    unit: 'signed',
    title: 'Source U⁰',
    caption: '',
    source: { model: null, photo: null, place: '' },
  };
}

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
    expect(formatValue(value, en.maps)).toBe(text);
  });

  it('tells a map: range, peak, how much is above half', () => {
    const figure = figureOf([
      [0, -2],
      [1, 1.5],
    ]);
    expect(describeFigure(figure, 'Source U⁰', en.maps)).toBe(
      'Source U⁰: from −2.00 to 1.50, strongest −2.00 at row 1, column 2, 50 % of it above half of that.',
    );
    expect(describeFigure(figureOf([[3, 3]]), 'Result', en.maps)).toBe('Result: 3.00 everywhere.');
  });

  it('says the sign of what is drawn as a magnitude in words', () => {
    const spectrum = figureOf([[0.5, -0.976]], { kind: 'magnitude' }, 'frequencies');
    expect(describeFigure(spectrum, 'Spectrum', en.maps)).toBe(
      'Spectrum: from 0.500 to 0.976, strongest 0.976, negative, at ω_y 0.00, ω_x 1.57, 100 % of it above half of that.',
    );
    expect(readOut(spectrum, 0, 0, en.maps)).toBe('0.500, positive · ω_y 0.00, ω_x 0.00');
    expect(readOut(figureOf([[0]], { kind: 'magnitude' }), 0, 0, en.maps)).toBe(
      '0 · row 1, column 1',
    );
  });

  it('reads a value out before its place, so that the value is never what is cut', () => {
    expect(readOut(figureOf([[0, -0.25]]), 0, 1, en.maps)).toBe('−0.250 · row 1, column 2');
    expect(readOut(figureOf([[0, 0.25]], { kind: 'positive' }), 0, 1, en.maps)).toBe(
      '0.250 · row 1, column 2',
    );
  });

  it('says how numbers became colours where that is not plain', () => {
    expect(unitText(figureOf([[1]]), en.maps)).toBe('signed');
    expect(unitText(figureOf([[1]], { law: 'log', of: 'own' }), en.maps)).toBe(
      'signed, log, own scale',
    );
  });

  it('speaks the language in use', () => {
    const figure = figureOf([[0.5, -0.976]], { kind: 'magnitude' });
    expect(describeFigure(figure, '频谱', zh.maps)).toBe(
      '频谱：从 0.500 到 0.976，最强处 0.976（负），位于第 1 行，第 2 列；其中 100 % 的面积超过峰值的一半。',
    );
    expect(readOut(figure, 0, 0, zh.maps)).toBe('0.500，正 · 第 1 行，第 1 列');
  });

  it('names frequencies in radians per token', () => {
    expect(frequencyName(0, 8, 16, 16)).toBe('ω_y 0.00, ω_x 1.57');
  });
});
