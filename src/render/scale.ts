import { lutIndex, type Lut } from './colour-map.ts';

/** How numbers become colour. Those of a live figure move: read them at every draw. */
export interface Scale {
  /**
   * `signed`: the value, from −high through 0 to high. `positive`: the value, which has no sign. `magnitude`: the
   * |value| of signed numbers, whose sign is said in words.
   */
  readonly kind: 'signed' | 'positive' | 'magnitude';
  /**
   * `log` goes by the logarithm; everything below `low`, its floor above 0, has the first colour. Signed values keep
   * their sign: the colour of zero lies at and below `LOG_FLOOR` of the ends.
   */
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

/** Where a logarithmic scale begins, as a share of its end: four decades. */
export const LOG_FLOOR = 1e-4;

/** The same ends on a logarithmic scale, in which the faint is seen beside the strong. */
export function logarithmic(scale: Scale): Scale {
  return {
    ...scale,
    law: 'log',
    low: scale.kind === 'signed' ? scale.low : LOG_FLOOR * scale.high,
  };
}

/** Where a share of the last colour's value lies on a signed logarithmic scale, −1…1. */
function signedLog(share: number): number {
  const size = Math.max(0, 1 - Math.log(Math.abs(share)) / Math.log(LOG_FLOOR));
  return share < 0 ? -size : size;
}

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
  const log = law === 'log';
  const signed = log && kind === 'signed';
  const first = signed ? -1 : log ? Math.log(low) : low;
  const last = signed ? 1 : log ? Math.log(high) : high;
  for (let i = 0; i < field.length; i++) {
    const shown = unsigned ? Math.abs(field[i]) : field[i];
    let at = shown;
    if (signed) at = signedLog(shown / high);
    // Of a faded spectrum most lies below the floor, where a logarithm would be for nothing.
    else if (log) at = shown > low ? Math.log(shown) : first;
    const entry = 4 * lutIndex(at, first, last);
    const to = from + 4 * i;
    pixels[to] = colours[entry];
    pixels[to + 1] = colours[entry + 1];
    pixels[to + 2] = colours[entry + 2];
    pixels[to + 3] = 255;
  }
}
