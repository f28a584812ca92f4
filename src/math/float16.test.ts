import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFloat16, encodeFloat16 } from './float16.ts';

const ALL = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);

function encode(value: number): number {
  return encodeFloat16(Float32Array.of(value))[0];
}

test.each([
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3c00, 1],
  [0xc000, -2],
  [0x3555, 0.333251953125],
  [0x7bff, 65504],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
  [0x8000, -0],
])('%i stands for %f', (bits, value) => {
  expect(decodeFloat16(Uint16Array.of(bits))[0]).toBe(value);
  expect(encode(value)).toBe(bits);
});

test('every float16 survives widening and narrowing; every NaN stays NaN', () => {
  const values = decodeFloat16(ALL);
  const back = encodeFloat16(values);
  for (const bits of ALL) {
    // JavaScript keeps no sign on NaN.
    if ((bits & 0x7fff) > 0x7c00) expect(back[bits] & 0x7fff).toBe(0x7e00);
    else expect(back[bits]).toBe(bits);
  }
});

test('narrowing takes the nearest float16, on a tie the one with an even last bit', () => {
  const positive = decodeFloat16(ALL.slice(0, 0x7c00));
  for (let bits = 0; bits + 1 < positive.length; bits++) {
    const middle = (positive[bits] + positive[bits + 1]) / 2; // exact in float32
    expect(encode(middle)).toBe(bits + (bits & 1));
    expect(encode(-middle)).toBe((bits + (bits & 1)) | 0x8000);
  }
  fc.assert(
    fc.property(fc.float({ min: -65519, max: 65519, noNaN: true }), (value) => {
      const nearest = decodeFloat16(encodeFloat16(Float32Array.of(value)))[0];
      const bits = encode(Math.abs(value));
      const distance = Math.abs(value - nearest);
      if (bits > 0) {
        expect(distance).toBeLessThanOrEqual(Math.abs(Math.abs(value) - positive[bits - 1]));
      }
      if (bits + 1 < positive.length) {
        expect(distance).toBeLessThanOrEqual(Math.abs(Math.abs(value) - positive[bits + 1]));
      }
    }),
    { numRuns: 2000 },
  );
});

test('numbers from the tie above 65504 become infinite, below it 65504', () => {
  expect(encode(65520)).toBe(0x7c00);
  expect(encode(65519.99609375)).toBe(0x7bff);
  expect(encode(-1e30)).toBe(0xfc00);
});

test('narrowing a view into a larger buffer reads that view only', () => {
  const values = new Float32Array([9, 1, -2, 9]).subarray(1, 3);
  expect([...encodeFloat16(values)]).toEqual([0x3c00, 0xc000]);
});
