import {
  interpolateCividis,
  interpolateGreys,
  interpolateInferno,
  interpolateLab,
  interpolatePuOr,
  interpolateRdBu,
  interpolateViridis,
  piecewise,
  rgb,
} from 'd3';

/** Maps for signed values: the middle of the range is 0. */
export type SignedMap = 'signed-dark' | 'signed-light' | 'purple-orange';
/** Maps for magnitudes: dark is 0, bright is the maximum. */
export type SequentialMap = 'inferno' | 'viridis' | 'cividis' | 'grey';
export type ColourMapName = SignedMap | SequentialMap;

/** Entries of a lookup table. */
export const LUT_SIZE = 256;

/** 256 RGBA colours, 4 bytes each, opaque. */
export type Lut = Uint8Array<ArrayBuffer>;

/**
 * The dark theme's signed map: ice, slate, ember. Zero is a surface, not a hole in the page, and little heat is seen: the
 * colours leave slate quickly. Both ends keep their hue: near white the signs would be one.
 */
const ICE_EMBER = [
  '#9fe3ff',
  '#74c3f5',
  '#3b8be0',
  '#2f62ae',
  '#2b3039',
  '#93324a',
  '#cf3f5f',
  '#f4703f',
  '#ffba4a',
];

const INTERPOLATORS: Record<ColourMapName, (x: number) => string> = {
  'signed-dark': piecewise(interpolateLab, ICE_EMBER),
  'signed-light': (x) => interpolateRdBu(1 - x),
  'purple-orange': interpolatePuOr,
  inferno: interpolateInferno,
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  grey: (x) => interpolateGreys(1 - x),
};

/** Whether 0 is dark or light: what a map that lies on a picture lets through. */
export function groundOf(name: ColourMapName): 'dark' | 'light' {
  return name === 'signed-light' || name === 'purple-orange' ? 'light' : 'dark';
}

const tables = new Map<ColourMapName, Lut>();

/** The lookup table of a map; the same array at every call. */
export function colourMap(name: ColourMapName): Lut {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const lut = new Uint8Array(4 * LUT_SIZE);
  for (let i = 0; i < LUT_SIZE; i++) {
    const colour = rgb(INTERPOLATORS[name](i / (LUT_SIZE - 1)));
    lut[4 * i] = colour.r;
    lut[4 * i + 1] = colour.g;
    lut[4 * i + 2] = colour.b;
    lut[4 * i + 3] = 255;
  }
  tables.set(name, lut);
  return lut;
}

/**
 * Index into a lookup table of a value on the scale low…high, values outside clamped; 0 on a symmetric scale is the
 * table's middle. NaN is drawn as the lowest value.
 */
export function lutIndex(value: number, low: number, high: number): number {
  const x = ((value - low) / (high - low)) * (LUT_SIZE - 1) + 0.5;
  return x >= LUT_SIZE ? LUT_SIZE - 1 : x > 0 ? Math.floor(x) : 0;
}

/** All of a colour map. */
const WHOLE: readonly [from: number, to: number] = [0, 1];

/** A colour of a map in CSS. @param x where it is, 0…1 */
export function cssColour(name: ColourMapName, x: number): string {
  const lut = colourMap(name);
  const at = 4 * lutIndex(x, 0, 1);
  return `rgb(${lut[at]} ${lut[at + 1]} ${lut[at + 2]})`;
}

/**
 * A map, or its part between two places, as the CSS background of its legend, taken from the very table that paints the
 * pixels.
 */
export function cssGradient(name: ColourMapName, [from, to] = WHOLE, stops = 17): string {
  const colours = Array.from({ length: stops }, (_, i) =>
    cssColour(name, from + (i / (stops - 1)) * (to - from)),
  );
  return `linear-gradient(90deg, ${colours.join(', ')})`;
}
