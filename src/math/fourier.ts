/** In-place Fourier transform, e^(−2πikn/N), of complex lines of one size. */
export interface Fourier {
  /** Where the transform expects entry n of its input: the order in which it works leaves none to be sorted. */
  readonly order: Uint32Array;
  /**
   * Transforms one line. Allocates nothing.
   * @param re,im [N] each, entry n at `order[n]`; the result is in natural order
   */
  transform(re: Float64Array, im: Float64Array): void;
}

/** The factors of one pass: e^(−iπj/2h), its square and its cube for j below `half`, six numbers each. */
interface Pass {
  readonly half: number;
  readonly factors: Float64Array;
}

function passOf(half: number): Pass {
  const factors = new Float64Array(6 * half);
  for (let j = 0; j < half; j++) {
    for (let power = 1; power <= 3; power++) {
      const angle = (-Math.PI * j * power) / (2 * half);
      factors[6 * j + 2 * power - 2] = Math.cos(angle);
      factors[6 * j + 2 * power - 1] = Math.sin(angle);
    }
  }
  return { half, factors };
}

/**
 * Prepares the transform: radix 4, after one pass of radix 2 where the size is no power of four (Cooley & Tukey 1965).
 * @param size N, a power of two
 */
export function createFourier(size: number): Fourier {
  const order = new Uint32Array(size);
  for (let i = 1; i < size; i++) order[i] = (order[i >> 1] >> 1) | (i & 1 ? size >> 1 : 0);
  const isOdd = (Math.log2(size) & 1) === 1;
  const passes: Pass[] = [];
  for (let half = isOdd ? 2 : 1; half < size; half *= 4) passes.push(passOf(half));

  return {
    order,
    transform(re, im) {
      if (isOdd) pairs(re, im, size);
      for (const { half, factors } of passes) fours(re, im, size, half, factors);
    },
  };
}

/** The first pass of radix 2, whose factors are all 1. */
function pairs(re: Float64Array, im: Float64Array, size: number): void {
  for (let i = 0; i < size; i += 2) {
    const real = re[i + 1];
    const imaginary = im[i + 1];
    re[i + 1] = re[i] - real;
    im[i + 1] = im[i] - imaginary;
    re[i] += real;
    im[i] += imaginary;
  }
}

/** One pass of radix 4: joins four transforms of `half` entries each. */
function fours(
  re: Float64Array,
  im: Float64Array,
  size: number,
  half: number,
  factors: Float64Array,
): void {
  for (let j = 0; j < half; j++) {
    const oneRe = factors[6 * j];
    const oneIm = factors[6 * j + 1];
    const twoRe = factors[6 * j + 2];
    const twoIm = factors[6 * j + 3];
    const threeRe = factors[6 * j + 4];
    const threeIm = factors[6 * j + 5];
    for (let a = j; a < size; a += 4 * half) {
      const b = a + half;
      const c = b + half;
      const d = c + half;
      // In bit-reversed order the second of the four is the one that is turned by the square.
      const bRe = re[b] * twoRe - im[b] * twoIm;
      const bIm = re[b] * twoIm + im[b] * twoRe;
      const cRe = re[c] * oneRe - im[c] * oneIm;
      const cIm = re[c] * oneIm + im[c] * oneRe;
      const dRe = re[d] * threeRe - im[d] * threeIm;
      const dIm = re[d] * threeIm + im[d] * threeRe;
      const evenRe = re[a] + bRe;
      const evenIm = im[a] + bIm;
      const oddRe = re[a] - bRe;
      const oddIm = im[a] - bIm;
      re[a] = evenRe + (cRe + dRe);
      im[a] = evenIm + (cIm + dIm);
      re[b] = oddRe + (cIm - dIm);
      im[b] = oddIm + (dRe - cRe);
      re[c] = evenRe - (cRe + dRe);
      im[c] = evenIm - (cIm + dIm);
      re[d] = oddRe - (cIm - dIm);
      im[d] = oddIm - (dRe - cRe);
    }
  }
}
