import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFloat16, encodeFloat16 } from '../../math/float16.ts';
import { packHalves, type Halves } from './halves.ts';

/** What a shader reads: the lower half of a word is the first of two neighbours. */
function unpack({ words, scales }: Halves, columns: number): Float32Array {
  const halves = decodeFloat16(new Uint16Array(words.buffer));
  return halves.map((half, i) => half * scales[i % columns]);
}

const isNormal = (bits: number) => (bits & 0x7c00) !== 0 || (bits & 0x3ff) === 0;

/** The very bits, zeros' signs included. */
const bitsOf = (values: Float32Array) => [...new Uint32Array(values.slice().buffer)];

const next = (stream: fc.Stream<number>) => (stream.next() as IteratorYieldResult<number>).value;

const side = fc.integer({ min: 1, max: 6 }).map((n) => 4 * n);

function expectPacked(data: Float32Array<ArrayBuffer>, shape: [number, number]): void {
  const packed = packHalves(data, shape);
  if (packed === null) throw new Error('not packed');
  expect(packed.words).toHaveLength(data.length / 2);
  expect(bitsOf(unpack(packed, shape[1]))).toEqual(bitsOf(data));
  // GPUs may take subnormal halves for zero.
  expect([...new Uint16Array(packed.words.buffer)].every(isNormal)).toBe(true);
}

test('numbers that were stored as float16 come back to the bit, the smallest and both zeros included', () => {
  const half = fc.double({ min: -60, max: 60, noNaN: true });
  const small = fc.double({ min: -6e-5, max: 6e-5, noNaN: true });
  fc.assert(
    fc.property(side, side, fc.infiniteStream(fc.oneof(half, small)), (inner, columns, stream) => {
      const wide = Float32Array.from({ length: inner * columns }, () => next(stream));
      expectPacked(decodeFloat16(encodeFloat16(wide)), [inner, columns]);
    }),
  );
});

test('codes of 8 bits times the scale of their column come back to the bit', () => {
  const code = fc.integer({ min: -127, max: 127 });
  const exponent = fc.double({ min: -20, max: 2, noNaN: true });
  fc.assert(
    fc.property(
      ...([side, side, fc.infiniteStream(code), fc.infiniteStream(exponent)] as const),
      (inner, columns, codes, exponents) => {
        const scales = Float32Array.from({ length: columns }, () => 2 ** next(exponents));
        const data = Float32Array.from({ length: inner * columns }, (_, i) => {
          // The largest code of a column is 127: scales are made so.
          const value = i < columns ? 127 : next(codes);
          return value * scales[i % columns];
        });
        expectPacked(data, [inner, columns]);
      },
    ),
  );
});

test('a column of zeros, and one that another scale would serve', () => {
  const zeros = new Float32Array(16);
  expectPacked(zeros, [4, 4]);
  expectPacked(zeros.fill(-0, 4, 8), [4, 4]);
});

test('whatever is packed comes back to the bit; what would lose one is not packed', () => {
  const any = fc.float({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(side, side, fc.infiniteStream(any), (inner, columns, stream) => {
      const data = Float32Array.from({ length: inner * columns }, () => next(stream));
      const packed = packHalves(data, [inner, columns]);
      if (packed !== null) expect(bitsOf(unpack(packed, columns))).toEqual(bitsOf(data));
    }),
  );
  const third = new Float32Array(16).fill(1 / 3);
  expect(packHalves(third, [4, 4])).not.toBeNull(); // one number is its own scale
  third[5] = 0.3;
  third[9] = 0.7;
  expect(packHalves(third, [4, 4])).toBeNull();
  for (const bad of [NaN, Infinity, -Infinity, 1e38])
    expect(packHalves(new Float32Array(16).fill(1).fill(bad, 7, 8), [4, 4])).toBeNull();
});

test('widths that no four fit into are not packed', () => {
  const data = new Float32Array(4 * 6).fill(1);
  expect(packHalves(data, [4, 6])).toBeNull();
  expect(packHalves(data, [6, 4])).toBeNull();
});
