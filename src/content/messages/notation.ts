import type { ParamsOf } from './messages.ts';

/** How formats of photos are called in any language. */
export const FORMATS: Record<ParamsOf<'damaged'>['format'], string> = {
  jpeg: 'JPEG',
  png: 'PNG',
  gif: 'GIF',
  webp: 'WebP',
  bmp: 'BMP',
  avif: 'AVIF',
  heic: 'HEIC',
};

/** A whole number, in groups of three digits. */
export const count = (n: number) => n.toLocaleString('en');

/** The lengths of several sides: "4 × 4". */
export const sides = (lengths: readonly number[]) => lengths.join(' × ');

/** A shape as PyTorch prints it: "[3, 4]". */
export const shaped = (shape: readonly number[]) => `[${shape.join(', ')}]`;

/** Values that do not fit, each with what would: "t=1000 (≤ 64), nope". */
export function misfits(refused: ParamsOf<'link'>['refused']): string {
  return refused
    .map(({ key, given, allowed }) => (allowed === null ? key : `${key}=${given} (${allowed})`))
    .join(', ');
}
