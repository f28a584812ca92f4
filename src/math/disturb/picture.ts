/** RGB bytes, row by row: a crop as a network sees it before normalisation. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] */
  readonly data: Uint8Array<ArrayBuffer>;
}

/**
 * The mean colour of ImageNet. What a disturbance uncovers has this colour, which normalisation turns into about zero:
 * there is nothing to see.
 */
export const GROUND: readonly [red: number, green: number, blue: number] = [124, 116, 104];

/** A picture of that size and of nothing but ground. */
export function emptyGround(width: number, height: number): Picture {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i += 3) data.set(GROUND, i);
  return { width, height, data };
}

/** ImageNet-C gives lengths in pixels of a picture of this side. */
const BENCHMARK_SIDE = 224;

/** Pixels of this picture for a length on a picture of 224 pixels a side, so that sizes can be compared. */
export function scaledLength(length: number, { width, height }: Picture): number {
  return (length * Math.min(width, height)) / BENCHMARK_SIDE;
}

/** Numbers rounded to bytes, halves to even, and clamped to 0…255. */
export function toBytes(values: Float64Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint8ClampedArray(values).buffer);
}
