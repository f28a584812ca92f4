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
    // Loops, because a call per pixel takes longer than the transform.
    const plane = new Float32Array(cells);
    for (let i = 0; i < cells; i++) plane[i] = rgba[4 * i + c];
    cosine.forward(plane);
    return plane;
  });
  const [red, green, blue] = coefficients;
  const before = new Float32Array(cells);
  for (let i = 0; i < cells; i++) {
    before[i] = LUMA[0] * rgba[4 * i] + LUMA[1] * rgba[4 * i + 1] + LUMA[2] * rgba[4 * i + 2];
  }
  const planes = LUMA.map(() => new Float32Array(cells));
  const luminance = new Float32Array(cells);
  const spectrum = new Float32Array(cells);
  const pixels = new Uint8ClampedArray(4 * cells).fill(255);
  const source = new Float32Array(cells);
  let strongest = 0;
  for (let i = 0; i < cells; i++) {
    source[i] = LUMA[0] * red[i] + LUMA[1] * green[i] + LUMA[2] * blue[i];
    if (i > 0) strongest = Math.max(strongest, Math.abs(source[i]));
  }
  const fade = new Float32Array(size);

  /** What is left of a spectrum, which has no frequencies along y from `rows` on. */
  function fadeOf(whole: Float32Array, rows: number, out: Float32Array): void {
    for (let n = 0; n < rows; n++) {
      const row = n * size;
      for (let m = 0; m < size; m++) out[row + m] = whole[row + m] * (fade[n] * fade[m]);
    }
    out.fill(0, rows * size);
  }

  /** Pixels and luminance of the three colours in one walk: it costs as much as a transform. */
  function draw([r, g, b]: readonly Float32Array[]): void {
    for (let i = 0; i < cells; i++) {
      pixels[4 * i] = r[i];
      pixels[4 * i + 1] = g[i];
      pixels[4 * i + 2] = b[i];
      luminance[i] = LUMA[0] * r[i] + LUMA[1] * g[i] + LUMA[2] * b[i];
    }
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
      planes.forEach((plane, c) => {
        fadeOf(coefficients[c], rows, plane);
        cosine.inverse(plane, rows);
      });
      draw(planes);
      fadeOf(source, size, spectrum);
    },
  };
}
