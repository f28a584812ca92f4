import { lutIndex, type Lut } from './colour-map.ts';

/** How numbers become colour. Those of a live figure move: read them at every draw. */
export interface Scale {
  /**
   * `signed`: the value, from −high through 0 to high. `positive`: the value, which has no sign. `magnitude`: the
   * |value| of signed numbers, whose sign is said in words.
   */
  readonly kind: 'signed' | 'positive' | 'magnitude';
  /** `log` goes by the logarithm; everything below `low`, its floor above 0, has the first colour. */
  readonly law: 'linear' | 'log';
  /**
   * What `high` is the largest of: the figure itself, at every moment; the `source` whose heat it is; all figures that
   * `shared` it; or nothing, for numbers with `fixed` ends.
   */
  readonly of: 'own' | 'source' | 'shared' | 'fixed';
  /** Values of the first and the last colour. */
  readonly low: number;
  readonly high: number;
}

/** A scale whose ends move in place. */
export type LiveScale = { -readonly [K in keyof Scale]: Scale[K] };

/** The part of a value that is coloured and read out. */
export function shownValue({ kind }: Scale, value: number): number {
  return kind === 'magnitude' ? Math.abs(value) : value;
}

/** Colours `field` into RGBA pixels from byte `from` on; allocates nothing. */
export function paintField(
  pixels: Uint8ClampedArray,
  from: number,
  field: Float32Array,
  { kind, law, low, high }: Scale,
  colours: Lut,
): void {
  const unsigned = kind === 'magnitude';
  const logarithmic = law === 'log';
  const first = logarithmic ? Math.log(low) : low;
  const last = logarithmic ? Math.log(high) : high;
  for (let i = 0; i < field.length; i++) {
    const shown = unsigned ? Math.abs(field[i]) : field[i];
    const entry = 4 * lutIndex(logarithmic ? Math.log(shown) : shown, first, last);
    const to = from + 4 * i;
    pixels[to] = colours[entry];
    pixels[to + 1] = colours[entry + 1];
    pixels[to + 2] = colours[entry + 2];
    pixels[to + 3] = 255;
  }
}
