import { createFastCosine } from './fast-cosine.ts';

/** What the heat of a picture is computed from at every time. */
export interface PictureSpectrum {
  /** Pixels a side. */
  readonly size: number;
  /** Luminance of the picture, 0…255, [size, size]. */
  readonly before: Float32Array;
  /** DCT coefficients of red, green and blue, [size, size] each. */
  readonly colours: readonly Float32Array[];
  /** DCT coefficients of the luminance, [size, size]. */
  readonly luminance: Float32Array;
  /** Largest |coefficient| of the luminance but for the mean, which would outshine everything. */
  readonly strongest: number;
}

/** A picture as heat: three colours that conduct with one diffusivity. */
export interface PixelHeat extends Pick<PictureSpectrum, 'size' | 'before' | 'strongest'> {
  /** RGBA of the picture at the time of the last `advance`. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Luminance 0…255 as it is, [size, size]. */
  readonly luminance: Float32Array;
  /** DCT coefficients of the luminance as it is, [size, size]. */
  readonly spectrum: Float32Array<ArrayBuffer>;
  /** Brings everything to diffusivity × time, in pixels²; allocates nothing. */
  advance(kt: number): void;
}

/** Rec. 601 luma, as photographs' grey. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** Frequencies that have faded below this share are not transformed back. */
const FADED = 1e-7;

/**
 * The spectrum of a picture's colours and of its luminance.
 * @param rgba pixels [size, size, 4], 0…255
 * @param size a power of two
 */
export function pictureSpectrum(rgba: Uint8ClampedArray, size: number): PictureSpectrum {
  const cosine = createFastCosine(size);
  const cells = size * size;
  const colours = LUMA.map((_, c) => {
    // Loops, because a call per pixel takes longer than the transform.
    const plane = new Float32Array(cells);
    for (let i = 0; i < cells; i++) plane[i] = rgba[4 * i + c];
    cosine.forward(plane);
    return plane;
  });
  const [red, green, blue] = colours;
  const before = new Float32Array(cells);
  for (let i = 0; i < cells; i++) {
    before[i] = LUMA[0] * rgba[4 * i] + LUMA[1] * rgba[4 * i + 1] + LUMA[2] * rgba[4 * i + 2];
  }
  const luminance = new Float32Array(cells);
  let strongest = 0;
  for (let i = 0; i < cells; i++) {
    luminance[i] = LUMA[0] * red[i] + LUMA[1] * green[i] + LUMA[2] * blue[i];
    if (i > 0) strongest = Math.max(strongest, Math.abs(luminance[i]));
  }
  return { size, before, colours, luminance, strongest };
}

/**
 * What heat leaves of the frequencies along one axis. One diffusivity makes the operator separable:
 * exp(−(ω_y² + ω_x²)kt) is a product.
 * @param out receives exp(−ω²kt)
 * @returns frequencies from this even number on have faded
 */
export function fadeAt(kt: number, out: Float32Array): number {
  for (let n = 0; n < out.length; n++) out[n] = Math.exp(-kt * ((Math.PI * n) / out.length) ** 2);
  let kept = out.length;
  while (kept > 2 && out[kept - 1] < FADED) kept--;
  return kept + (kept & 1);
}

/**
 * What is left of a spectrum.
 * @param fade what is left along each axis
 * @param rows frequencies along y from this on count as zero
 */
export function fadeSpectrum(
  whole: Float32Array,
  fade: Float32Array,
  rows: number,
  out: Float32Array,
): void {
  const size = fade.length;
  for (let n = 0; n < rows; n++) {
    const row = n * size;
    for (let m = 0; m < size; m++) out[row + m] = whole[row + m] * (fade[n] * fade[m]);
  }
  out.fill(0, rows * size);
}

/** Exact heat conduction on a picture with insulated edges: U^t = IDCT2(DCT2(U⁰)·exp(−ω²kt)) per colour. */
export function createPixelHeat(source: PictureSpectrum): PixelHeat {
  const { size, before, strongest, colours } = source;
  const cosine = createFastCosine(size);
  const cells = size * size;
  const planes = colours.map(() => new Float32Array(cells));
  const luminance = new Float32Array(cells);
  const spectrum = new Float32Array(cells);
  const pixels = new Uint8ClampedArray(4 * cells).fill(255);
  const fade = new Float32Array(size);

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
    before,
    strongest,
    pixels,
    luminance,
    spectrum,
    advance(kt) {
      const rows = fadeAt(kt, fade);
      planes.forEach((plane, c) => {
        fadeSpectrum(colours[c], fade, rows, plane);
        cosine.inverse(plane, rows);
      });
      draw(planes);
      fadeSpectrum(source.luminance, fade, size, spectrum);
    },
  };
}
