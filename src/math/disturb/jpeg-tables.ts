/** Quantisers of luminance at quality 50, by frequency, row by row (ITU-T T.81, table K.1). */
export const LUMINANCE: readonly number[] = [
  [16, 11, 10, 16, 24, 40, 51, 61],
  [12, 12, 14, 19, 26, 58, 60, 55],
  [14, 13, 16, 24, 40, 57, 69, 56],
  [14, 17, 22, 29, 51, 87, 80, 62],
  [18, 22, 37, 56, 68, 109, 103, 77],
  [24, 35, 55, 64, 81, 104, 113, 92],
  [49, 64, 78, 87, 103, 121, 120, 101],
  [72, 92, 95, 98, 112, 100, 103, 99],
].flat();

/** Quantisers of chrominance at quality 50, by frequency, row by row (ITU-T T.81, table K.2). */
export const CHROMINANCE: readonly number[] = [
  [17, 18, 24, 47, 99, 99, 99, 99],
  [18, 21, 26, 66, 99, 99, 99, 99],
  [24, 26, 56, 99, 99, 99, 99, 99],
  [47, 66, 99, 99, 99, 99, 99, 99],
  [99, 99, 99, 99, 99, 99, 99, 99],
  [99, 99, 99, 99, 99, 99, 99, 99],
  [99, 99, 99, 99, 99, 99, 99, 99],
  [99, 99, 99, 99, 99, 99, 99, 99],
].flat();

/**
 * Quantisers for another quality, as libjpeg scales them.
 * @param quality a whole number, 1…100
 */
export function quantisers(table: readonly number[], quality: number): Uint8Array {
  const scale = quality < 50 ? Math.trunc(5000 / quality) : 200 - 2 * quality;
  return Uint8Array.from(table, (step) =>
    Math.min(Math.max(Math.trunc((step * scale + 50) / 100), 1), 255),
  );
}
