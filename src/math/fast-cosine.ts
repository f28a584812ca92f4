/**
 * The orthonormal DCT-II of square maps by the fast Fourier transform (Makhoul 1980): for pictures of hundreds of
 * pixels a side, where the matrix products that token grids use would take too long for a frame.
 */
export interface FastCosine {
  /** Side of the maps. */
  readonly size: number;
  /** Two-dimensional DCT-II of a map [size, size], in place. */
  forward(map: Float32Array): void;
  /**
   * Inverse of `forward`, in place.
   * @param rowsKept frequencies along y from this on are zero, which saves their share of the work
   */
  inverse(coefficients: Float32Array, rowsKept?: number): void;
}

/**
 * Prepares the transform of maps of one size; it owns its work memory, so that calls allocate nothing.
 * @param size a power of two, at least 2
 * @throws RangeError for another size
 */
export function createFastCosine(size: number): FastCosine {
  if (size < 2 || (size & (size - 1)) !== 0) {
    throw new RangeError(`A fast cosine transform needs a power of two, not ${size}.`);
  }
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const fourier = createFourier(size);
  // e^(−iπk/2N), the half-sample shift between the cosine and the Fourier transform.
  const shiftRe = Float64Array.from({ length: size }, (_, k) => Math.cos((Math.PI * k) / 2 / size));
  const shiftIm = Float64Array.from(
    { length: size },
    (_, k) => -Math.sin((Math.PI * k) / 2 / size),
  );
  const scale = Float64Array.from({ length: size }, (_, k) => Math.sqrt((k === 0 ? 1 : 2) / size));

  /** DCT-II of two lines at once, one as the real, one as the imaginary part of one Fourier transform. */
  function forwardPair(map: Float32Array, a: number, b: number, stride: number): void {
    for (let n = 0; n < size; n += 2) {
      const even = n >> 1;
      const odd = size - 1 - even;
      re[even] = map[a + n * stride];
      re[odd] = map[a + (n + 1) * stride];
      im[even] = map[b + n * stride];
      im[odd] = map[b + (n + 1) * stride];
    }
    fourier(re, im);
    for (let k = 0; k < size; k++) {
      const mirror = (size - k) % size;
      const half = 0.5 * scale[k];
      map[a + k * stride] =
        half * (shiftRe[k] * (re[k] + re[mirror]) - shiftIm[k] * (im[k] - im[mirror]));
      map[b + k * stride] =
        half * (shiftRe[k] * (im[k] + im[mirror]) - shiftIm[k] * (re[mirror] - re[k]));
    }
  }

  function inversePair(map: Float32Array, a: number, b: number, stride: number): void {
    for (let k = 0; k < size; k++) {
      first[k] = map[a + k * stride] / scale[k];
      second[k] = map[b + k * stride] / scale[k];
    }
    for (let k = 0; k < size; k++) {
      // The Fourier transform of each line is conj(shift)·(C[k] − i·C[N−k]); the inverse is the forward one of the
      // conjugate, hence the sign of the imaginary part.
      const mirrorFirst = k === 0 ? 0 : first[size - k];
      const mirrorSecond = k === 0 ? 0 : second[size - k];
      const c = shiftRe[k];
      const s = -shiftIm[k];
      const firstRe = c * first[k] + s * mirrorFirst;
      const firstIm = s * first[k] - c * mirrorFirst;
      const secondRe = c * second[k] + s * mirrorSecond;
      const secondIm = s * second[k] - c * mirrorSecond;
      re[k] = firstRe - secondIm;
      im[k] = -(firstIm + secondRe);
    }
    fourier(re, im);
    for (let n = 0; n < size; n += 2) {
      const even = n >> 1;
      const odd = size - 1 - even;
      map[a + n * stride] = re[even] / size;
      map[a + (n + 1) * stride] = re[odd] / size;
      map[b + n * stride] = -im[even] / size;
      map[b + (n + 1) * stride] = -im[odd] / size;
    }
  }

  return {
    size,
    forward(map) {
      for (let y = 0; y < size; y += 2) forwardPair(map, y * size, (y + 1) * size, 1);
      for (let x = 0; x < size; x += 2) forwardPair(map, x, x + 1, size);
    },
    inverse(coefficients, rowsKept = size) {
      for (let y = 0; y < rowsKept; y += 2) inversePair(coefficients, y * size, (y + 1) * size, 1);
      for (let x = 0; x < size; x += 2) inversePair(coefficients, x, x + 1, size);
    },
  };
}

/** In-place radix-2 Fourier transform, e^(−2πikn/N), of complex lines of one size. */
function createFourier(size: number): (re: Float64Array, im: Float64Array) => void {
  const reversed = new Uint32Array(size);
  for (let i = 1; i < size; i++) reversed[i] = (reversed[i >> 1] >> 1) | (i & 1 ? size >> 1 : 0);
  const cos = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
  const sin = Float64Array.from(
    { length: size / 2 },
    (_, i) => -Math.sin((2 * Math.PI * i) / size),
  );

  return (re, im) => {
    for (let i = 0; i < size; i++) {
      const j = reversed[i];
      if (j <= i) continue;
      const real = re[i];
      re[i] = re[j];
      re[j] = real;
      const imaginary = im[i];
      im[i] = im[j];
      im[j] = imaginary;
    }
    for (let half = 1; half < size; half *= 2) {
      const step = size / half / 2;
      for (let start = 0; start < size; start += 2 * half) {
        for (let i = 0; i < half; i++) {
          const upper = start + i;
          const lower = upper + half;
          const c = cos[i * step];
          const s = sin[i * step];
          const real = re[lower] * c - im[lower] * s;
          const imaginary = re[lower] * s + im[lower] * c;
          re[lower] = re[upper] - real;
          im[lower] = im[upper] - imaginary;
          re[upper] += real;
          im[upper] += imaginary;
        }
      }
    }
  };
}
