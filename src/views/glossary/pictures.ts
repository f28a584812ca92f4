import { dct2, type Floats } from '../../math/dct.ts';
import { conductMap } from '../../math/heat.ts';
import { largestMagnitude } from '../../math/statistics.ts';
import type { Field, ScaledField } from '../../render/figure.ts';
import type { TermName } from './term-name.ts';

const SIDE = 32;

/** A map on its own scale. */
const square = (data: Floats, cells: Field['cells'] = 'tokens'): ScaledField => {
  const high = largestMagnitude(data) || 1;
  return {
    field: { height: SIDE, width: SIDE, data, cells },
    scale: { kind: 'signed', law: 'linear', of: 'own', low: -high, high },
  };
};

const mapOf = (value: (row: number, column: number) => number) =>
  Float32Array.from({ length: SIDE * SIDE }, (_, i) => value(Math.floor(i / SIDE), i % SIDE));

const cosine = (n: number, at: number) => Math.cos((Math.PI * n * (at + 0.5)) / SIDE);

/** The standing wave with n half periods down and m across. */
const wave = (n: number, m: number) => mapOf((row, column) => cosine(n, row) * cosine(m, column));

const impulse = mapOf((row, column) => (row === 12 && column === 12 ? 1 : 0));

/** A coarse wave and a fine one together. */
const mixed = mapOf((row, column) => cosine(1, row) + 0.6 * cosine(12, column));

const after = (source: Floats, k: number, t: number) =>
  square(conductMap(dct2(source, SIDE, SIDE), k, SIDE, SIDE, t));

/** What a card shows, from left to right, each map on its own scale. */
export const PICTURES: Readonly<Partial<Record<TermName, () => readonly ScaledField[]>>> = {
  dct: () => [square(wave(0, 3)), square(wave(2, 0)), square(wave(5, 7))],
  spectrum: () => [square(mixed), square(dct2(mixed, SIDE, SIDE).map(Math.abs), 'frequencies')],
  frequency: () => [square(wave(0, 2)), square(wave(0, 6)), square(wave(0, 16))],
  decay: () => [square(mixed), after(mixed, 1, 0.5), after(mixed, 1, 4)],
  time: () => [after(impulse, 1, 1), after(impulse, 1, 8), after(impulse, 1, 64)],
  diffusivity: () => [after(impulse, 0.5, 1), after(impulse, 8, 1)],
  impulse: () => [square(impulse), after(impulse, 1, 4)],
  result: () => [square(mixed), after(mixed, 1, 1)],
};
