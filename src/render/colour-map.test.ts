import { lab, rgb } from 'd3';
import { describe, expect, it } from 'vitest';
import {
  colourMap,
  cssColour,
  cssGradient,
  groundOf,
  lutIndex,
  LUT_SIZE,
  type ColourMapName,
  type Lut,
} from './colour-map.ts';

const SIGNED: ColourMapName[] = ['signed-dark', 'signed-light', 'purple-orange'];
const SEQUENTIAL: ColourMapName[] = ['inferno', 'viridis', 'cividis', 'grey'];

const entry = (lut: Lut, i: number) => rgb(lut[4 * i], lut[4 * i + 1], lut[4 * i + 2]);
const lightness = (lut: Lut) => Array.from({ length: LUT_SIZE }, (_, i) => lab(entry(lut, i)).l);

describe('colour maps', () => {
  it.each([...SIGNED, ...SEQUENTIAL])('%s has 256 opaque colours', (name) => {
    const lut = colourMap(name);
    expect(lut).toHaveLength(4 * 256);
    for (let i = 3; i < lut.length; i += 4) expect(lut[i]).toBe(255);
    expect(colourMap(name)).toBe(lut);
  });

  it.each(SEQUENTIAL)('%s only gets lighter', (name) => {
    const l = lightness(colourMap(name));
    for (let i = 1; i < l.length; i++) expect(l[i]).toBeGreaterThanOrEqual(l[i - 1] - 0.5);
    expect(l[255] - l[0]).toBeGreaterThan(60);
  });

  it.each(SIGNED)('%s turns at zero and its arms differ in hue', (name) => {
    const l = lightness(colourMap(name));
    const sign = l[0] > l[128] ? 1 : -1;
    for (let i = 1; i <= 127; i++) expect(sign * (l[i - 1] - l[i])).toBeGreaterThan(-0.7);
    for (let i = 129; i < 256; i++) expect(sign * (l[i] - l[i - 1])).toBeGreaterThan(-0.7);
    const cold = lab(entry(colourMap(name), 50));
    const warm = lab(entry(colourMap(name), 205));
    expect(warm.b - cold.b).toBeGreaterThan(30);
    // Nor are the ends alike.
    const [low, high] = [lab(entry(colourMap(name), 0)), lab(entry(colourMap(name), 255))];
    expect(high.b - low.b).toBeGreaterThan(40);
  });

  it('the dark signed map is dark at zero, the light one light', () => {
    expect(lightness(colourMap('signed-dark'))[128]).toBeLessThan(25);
    expect(lightness(colourMap('signed-light'))[128]).toBeGreaterThan(90);
  });

  it('a cooled channel is no black hole in the dark page, and a twentieth of the scale is seen', () => {
    const lut = colourMap('signed-dark');
    const page = lab('#0c0d10');
    const zero = lab(entry(lut, 128));
    expect(zero.l - page.l).toBeGreaterThan(12);
    for (const value of [-0.05, 0.05]) {
      const { l, a, b } = lab(entry(lut, lutIndex(value, -1, 1)));
      expect(Math.hypot(l - zero.l, a - zero.a, b - zero.b)).toBeGreaterThan(6);
    }
  });

  it.each([...SIGNED, ...SEQUENTIAL])('%s is as dark or light at zero as it says', (name) => {
    const zero = lightness(colourMap(name))[SIGNED.includes(name) ? 128 : 0];
    if (groundOf(name) === 'light') expect(zero).toBeGreaterThan(90);
    else expect(zero).toBeLessThan(25);
  });

  it('places values on the table and clamps what is outside', () => {
    expect(lutIndex(-1, -1, 1)).toBe(0);
    expect(lutIndex(0, -1, 1)).toBe(128);
    expect(lutIndex(1, -1, 1)).toBe(255);
    expect(lutIndex(9, -1, 1)).toBe(255);
    expect(lutIndex(-9, -1, 1)).toBe(0);
    expect(lutIndex(Number.NaN, 0, 1)).toBe(0);
    expect(lutIndex(0, 0, 0)).toBe(0);
  });

  it('draws the legend with the colours of the pixels', () => {
    const lut = colourMap('inferno');
    const gradient = cssGradient('inferno', [0, 1], 2);
    expect(gradient).toBe(
      `linear-gradient(90deg, rgb(${lut[0]} ${lut[1]} ${lut[2]}), rgb(${lut[1020]} ${lut[1021]} ${lut[1022]}))`,
    );
    expect(cssGradient('grey', [0, 0.5], 2)).toBe(
      `linear-gradient(90deg, ${cssColour('grey', 0)}, ${cssColour('grey', 0.5)})`,
    );
  });
});
