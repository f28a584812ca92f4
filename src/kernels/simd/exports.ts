/** Bytes of a number. */
export const NUMBER = 4;

/** What `assembly/index.ts` exports: places in bytes, sizes in numbers; see there. */
export interface SimdKernels {
  readonly PANEL: { readonly value: number };
  readonly gelu: (x: number, size: number, out: number) => void;
  readonly layerNorm: (...places: NumbersOf<10>) => void;
  readonly product: (...places: NumbersOf<14>) => void;
  readonly heat: (...places: NumbersOf<12>) => void;
}

type NumbersOf<N extends number, T extends number[] = []> = T['length'] extends N
  ? T
  : NumbersOf<N, [...T, number]>;
