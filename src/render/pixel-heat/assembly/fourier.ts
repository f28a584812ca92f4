/** Bytes of a number, of a vector, and of a complex entry: its real beside its imaginary part. */
export const NUMBER: usize = 4;
export const VECTOR: usize = 16;
export const ENTRY: usize = 2 * VECTOR;

/** Where {@link transform} expects an entry: its number with so many bits, the last 32 − `bits`, reversed. */
@inline
export function order(k: i32, bits: i32): usize {
  let x = <u32>k;
  x = ((x >> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return <usize>(((x >> 16) | (x << 16)) >> bits);
}

/**
 * Fourier transform e^(−2πikn/N) of a line of complex vectors in place: radix 4, after one pass of radix 2 where the size
 * is no power of four (Cooley & Tukey 1965).
 * @param line N entries, in bit-reversed order before
 * @param roots e^(iπk/2N) for k below 3N, cosine beside sine
 */
export function transform(size: i32, line: usize, roots: usize): void {
  let half = 1;
  if (ctz(size) & 1) {
    pairs(line, line + <usize>size * ENTRY);
    half = 2;
  }
  for (; half < size; half *= 4) fours(size, line, half, roots);
}

/** The first pass of radix 2, whose factors are all 1. */
function pairs(line: usize, end: usize): void {
  for (; line < end; line += 2 * ENTRY) {
    const aRe = v128.load(line);
    const aIm = v128.load(line, VECTOR);
    const bRe = v128.load(line, ENTRY);
    const bIm = v128.load(line, ENTRY + VECTOR);
    v128.store(line, f32x4.add(aRe, bRe));
    v128.store(line, f32x4.add(aIm, bIm), VECTOR);
    v128.store(line, f32x4.sub(aRe, bRe), ENTRY);
    v128.store(line, f32x4.sub(aIm, bIm), ENTRY + VECTOR);
  }
}

/** One pass of radix 4: joins four transforms of `half` entries each. */
function fours(size: i32, line: usize, half: i32, roots: usize): void {
  const apart = <usize>half * ENTRY;
  const end = line + <usize>size * ENTRY;
  const turn = <usize>(size / half) * (2 * NUMBER);
  let root: usize = 0;
  for (let j = 0; j < half; j++) {
    const oneRe = v128.load32_splat(roots + root);
    const oneIm = v128.load32_splat(roots + root, NUMBER);
    const twoRe = v128.load32_splat(roots + 2 * root);
    const twoIm = v128.load32_splat(roots + 2 * root, NUMBER);
    const threeRe = v128.load32_splat(roots + 3 * root);
    const threeIm = v128.load32_splat(roots + 3 * root, NUMBER);
    root += turn;
    for (let a = line + <usize>j * ENTRY; a < end; a += 4 * apart) {
      const b = a + apart;
      const c = b + apart;
      const d = c + apart;
      // In bit-reversed order the second of the four is the one that is turned by the square.
      let re = v128.load(b);
      let im = v128.load(b, VECTOR);
      const bRe = f32x4.add(f32x4.mul(re, twoRe), f32x4.mul(im, twoIm));
      const bIm = f32x4.sub(f32x4.mul(im, twoRe), f32x4.mul(re, twoIm));
      re = v128.load(c);
      im = v128.load(c, VECTOR);
      const cRe = f32x4.add(f32x4.mul(re, oneRe), f32x4.mul(im, oneIm));
      const cIm = f32x4.sub(f32x4.mul(im, oneRe), f32x4.mul(re, oneIm));
      re = v128.load(d);
      im = v128.load(d, VECTOR);
      const dRe = f32x4.add(f32x4.mul(re, threeRe), f32x4.mul(im, threeIm));
      const dIm = f32x4.sub(f32x4.mul(im, threeRe), f32x4.mul(re, threeIm));
      re = v128.load(a);
      im = v128.load(a, VECTOR);
      const evenRe = f32x4.add(re, bRe);
      const evenIm = f32x4.add(im, bIm);
      const oddRe = f32x4.sub(re, bRe);
      const oddIm = f32x4.sub(im, bIm);
      const sumRe = f32x4.add(cRe, dRe);
      const sumIm = f32x4.add(cIm, dIm);
      const apartRe = f32x4.sub(cRe, dRe);
      const apartIm = f32x4.sub(cIm, dIm);
      v128.store(a, f32x4.add(evenRe, sumRe));
      v128.store(a, f32x4.add(evenIm, sumIm), VECTOR);
      v128.store(b, f32x4.add(oddRe, apartIm));
      v128.store(b, f32x4.sub(oddIm, apartRe), VECTOR);
      v128.store(c, f32x4.sub(evenRe, sumRe));
      v128.store(c, f32x4.sub(evenIm, sumIm), VECTOR);
      v128.store(d, f32x4.sub(oddRe, apartIm));
      v128.store(d, f32x4.add(oddIm, apartRe), VECTOR);
    }
  }
}
