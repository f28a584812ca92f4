import {
  fadeAt,
  fadeSpectrum,
  type PictureSpectrum,
  type PixelHeat,
} from '../../math/pixel-heat.ts';

/** What `assembly/index.ts` exports: places in bytes, sizes in numbers; see there. */
interface PixelProgram {
  readonly conduct: (
    size: number,
    source: number,
    row: number,
    weights: number,
    kept: number,
    roots: number,
    line: number,
    work: number,
    pixels: number,
    luminance: number,
  ) => void;
}

/** Bytes of a number, and of a vector: red, green, blue and luminance of a pixel. */
const NUMBER = 4;
const VECTOR = 16;

/** Bytes of a line of the cache, which no two rows of vectors shall begin in the same place of. */
const CACHE_LINE = 64;
const PAGE = 65_536;

/**
 * The same as `createPixelHeat` of `math`, in float32, with colours and luminance side by side in the lanes of SIMD.
 * @param program compiled from `assembly`
 * @throws WebAssembly.LinkError, RangeError where a browser has no memory left for it
 */
export function createSimdPixelHeat(
  program: WebAssembly.Module,
  source: PictureSpectrum,
): PixelHeat {
  const { size, before, strongest, colours } = source;
  const cells = size * size;
  // Columns of rows of a power of two would all lie in the same few lines of the cache.
  const row = size * VECTOR + CACHE_LINE;
  let end = CACHE_LINE;
  const place = (bytes: number) => {
    const at = end;
    end += Math.ceil(bytes / CACHE_LINE) * CACHE_LINE;
    return at;
  };
  const at = {
    source: place(size * row),
    weights: place(size * NUMBER),
    roots: place(3 * size * 2 * NUMBER),
    line: place(size * 2 * VECTOR),
    work: place(size * row),
    pixels: place(cells * 4),
    luminance: place(cells * NUMBER),
  };
  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / PAGE) });
  const { conduct } = new WebAssembly.Instance(program, { env: { memory } })
    .exports as unknown as PixelProgram;
  const numbers = (from: number, length: number) => new Float32Array(memory.buffer, from, length);

  const [red, green, blue] = colours;
  for (let n = 0; n < size; n++) {
    const vectors = numbers(at.source + n * row, 4 * size);
    for (let m = 0; m < size; m++) {
      const i = n * size + m;
      vectors[4 * m] = red[i];
      vectors[4 * m + 1] = green[i];
      vectors[4 * m + 2] = blue[i];
      vectors[4 * m + 3] = source.luminance[i];
    }
  }
  const roots = numbers(at.roots, 6 * size);
  for (let k = 0; k < 3 * size; k++) {
    roots[2 * k] = Math.cos((Math.PI * k) / 2 / size);
    roots[2 * k + 1] = Math.sin((Math.PI * k) / 2 / size);
  }
  const weights = numbers(at.weights, size);
  const fade = new Float32Array(size);
  const spectrum = new Float32Array(cells);

  return {
    size,
    before,
    strongest,
    pixels: new Uint8ClampedArray(memory.buffer, at.pixels, 4 * cells),
    luminance: numbers(at.luminance, cells),
    spectrum,
    advance(kt) {
      const kept = fadeAt(kt, fade);
      // Of the orthonormal transform, whose sum the program takes twice but for the mean.
      for (let n = 0; n < size; n++) weights[n] = fade[n] * Math.sqrt(1 / (n === 0 ? 1 : 2) / size);
      conduct(
        ...([size, at.source, row, at.weights, kept, at.roots] as const),
        ...([at.line, at.work, at.pixels, at.luminance] as const),
      );
      fadeSpectrum(source.luminance, fade, size, spectrum);
    },
  };
}
