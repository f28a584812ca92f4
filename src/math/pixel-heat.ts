import { createFastCosine } from './fast-cosine.ts';

/** A picture as heat: three colours that conduct with one diffusivity. */
export interface PixelHeat {
  /** Pixels a side. */
  readonly size: number;
  /** RGBA of the picture at the time of the last `advance`. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Luminance 0…255, as it was and as it is, [size, size]. */
  readonly before: Float32Array;
  readonly luminance: Float32Array;
  /** DCT coefficients of the luminance as it is, [size, size]. */
  readonly spectrum: Float32Array<ArrayBuffer>;
  /** Largest |coefficient| of the luminance as it was, but for the mean, which would outshine everything. */
  readonly strongest: number;
  /** Brings everything to diffusivity × time, in pixels²; allocates nothing. */
  advance(kt: number): void;
}

/** Rec. 601 luma, as photographs' grey. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** Frequencies along y that have faded below this share are not transformed back. */
const FADED = 1e-7;

/**
 * Exact heat conduction on a picture with insulated edges: U^t = IDCT2(DCT2(U⁰)·exp(−ω²kt)) per colour.
 * @param rgba pixels [size, size, 4], 0…255
 * @param size a power of two
 */
export function createPixelHeat(rgba: Uint8ClampedArray, size: number): PixelHeat {
  const cosine = createFastCosine(size);
  const cells = size * size;
  const coefficients = LUMA.map((_, c) => {
    const plane = Float32Array.from({ length: cells }, (_, i) => rgba[4 * i + c]);
    cosine.forward(plane);
    return plane;
  });
  const before = new Float32Array(cells);
  for (let i = 0; i < cells; i++) {
    before[i] = LUMA[0] * rgba[4 * i] + LUMA[1] * rgba[4 * i + 1] + LUMA[2] * rgba[4 * i + 2];
  }
  const plane = new Float32Array(cells);
  const luminance = new Float32Array(cells);
  const spectrum = new Float32Array(cells);
  const pixels = new Uint8ClampedArray(4 * cells).fill(255);
  let strongest = 0;
  for (let i = 1; i < cells; i++) strongest = Math.max(strongest, Math.abs(lumaAt(i)));
  const fade = new Float32Array(size);

  function lumaAt(i: number): number {
    const [r, g, b] = coefficients;
    return LUMA[0] * r[i] + LUMA[1] * g[i] + LUMA[2] * b[i];
  }

  return {
    size,
    pixels,
    before,
    luminance,
    spectrum,
    strongest,
    advance(kt) {
      // One diffusivity makes the operator separable: exp(−(ω_y² + ω_x²)kt) is a product.
      for (let n = 0; n < size; n++) fade[n] = Math.exp(-kt * ((Math.PI * n) / size) ** 2);
      let kept = size;
      while (kept > 2 && fade[kept - 1] < FADED) kept--;
      const rows = kept + (kept & 1);
      luminance.fill(0);
      for (let c = 0; c < 3; c++) {
        const source = coefficients[c];
        for (let n = 0; n < size; n++) {
          if (n >= rows) plane.fill(0, n * size, (n + 1) * size);
          else
            for (let m = 0; m < size; m++) {
              plane[n * size + m] = source[n * size + m] * fade[n] * fade[m];
            }
        }
        cosine.inverse(plane, rows);
        for (let i = 0; i < cells; i++) {
          pixels[4 * i + c] = plane[i];
          luminance[i] += LUMA[c] * plane[i];
        }
      }
      for (let n = 0; n < size; n++) {
        for (let m = 0; m < size; m++) {
          const i = n * size + m;
          spectrum[i] = lumaAt(i) * fade[n] * fade[m];
        }
      }
    },
  };
}
