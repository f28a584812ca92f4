/** The part of gifenc 1.0.3 that is used; the package has no types of its own. */
declare module 'gifenc' {
  /** RGB colours of a frame. */
  export type Palette = readonly (readonly [number, number, number])[];

  interface Encoder {
    /** @param delay milliseconds, in steps of ten */
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: {
        readonly palette: Palette;
        readonly delay: number;
        /** Of the first frame: 0 for ever, −1 once. */
        readonly repeat: number;
      },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }

  export function GIFEncoder(): Encoder;
  export function quantize(
    rgba: Uint8ClampedArray,
    colours: number,
    options: { readonly format: 'rgb565' | 'rgb444' },
  ): Palette;
  export function applyPalette(
    rgba: Uint8ClampedArray,
    palette: Palette,
    format: 'rgb565' | 'rgb444',
  ): Uint8Array;
}
