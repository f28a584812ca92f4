import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pngTexts } from '../testing/png-texts.ts';
import { encodeNpy } from './npy.ts';
import { withTexts } from './png.ts';

const pixels = Buffer.from(Array.from({ length: 7 * 5 * 4 }, (_, i) => (i * 37) % 256));

describe('PNG texts', () => {
  it('are read back whatever their script, and a decoder still reads the pixels', async () => {
    const png = await sharp(pixels, { raw: { width: 7, height: 5, channels: 4 } })
      .png()
      .toBuffer();
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,70}[a-z]$/),
          fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
          { noNullPrototype: true },
        ),
        async (texts) => {
          const written = withTexts(png, texts);
          expect(pngTexts(written)).toEqual(texts);
          expect(await sharp(written).ensureAlpha().raw().toBuffer()).toEqual(pixels);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Shape and numbers as the format's description has them. */
function decodeNpy(file: Uint8Array): { shape: number[]; words: number[] } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = view.getUint16(8, true);
  const header = new TextDecoder().decode(file.subarray(10, 10 + length));
  const match = /^\{'descr': '<f4', 'fortran_order': False, 'shape': \((.*)\), \} *\n$/.exec(
    header,
  );
  if (match === null) throw new Error(`not a header: ${header}`);
  expect((10 + length) % 64).toBe(0);
  const words: number[] = [];
  for (let at = 10 + length; at < file.length; at += 4) words.push(view.getUint32(at, true));
  return {
    shape: match[1]
      .split(',')
      .filter((s) => s.trim() !== '')
      .map(Number),
    words,
  };
}

describe('NPY', () => {
  it('holds shape and numbers to the bit, NaN and infinities among them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer(),
        (height, width, seed) => {
          const words = Uint32Array.from({ length: height * width + 1 }, (_, i) =>
            Math.imul(seed + i, 0x9e3779b1),
          );
          words[1] = 0x7fc00001;
          // A part of a larger array, as a channel is.
          const data = new Float32Array(words.buffer, 4);
          const file = decodeNpy(encodeNpy(data, [height, width]));
          expect(file).toEqual({ shape: [height, width], words: [...words.subarray(1)] });
          expect(decodeNpy(encodeNpy(data, [height * width])).shape).toEqual([height * width]);
        },
      ),
    );
  });
});
