import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { blobSource } from '../checkpoint/byte-source.ts';
import { readSafetensors } from '../checkpoint/safetensors.ts';
import { expectClose } from '../testing/close.ts';
import { readFixture } from '../testing/fixtures.ts';
import { cropGeometry, evaluationCrop, type RgbaImage } from './resample.ts';

const PHOTOS = [
  'landscape-451x300',
  'landscape-600x400',
  'landscape-640x427',
  'large-1600x1203',
  'noise-37x301',
  'portrait-448x671',
  'upscale-90x61',
];
const SIZES = [224, 128, 64];

async function photo(name: string): Promise<RgbaImage> {
  const png = sharp(await readFixture(`preprocess/${name}.png`)).ensureAlpha();
  const { data, info } = await png.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

describe('against PIL and torchvision', () => {
  test.each(PHOTOS)('%s: every crop is the same byte for byte', async (name) => {
    const image = await photo(name);
    const file = new Blob([await readFixture(`preprocess/${name}.safetensors`)]);
    const golden = await readSafetensors(blobSource(file));
    for (const size of SIZES) {
      const rule = { resizeShorterSide: Math.trunc((size * 256) / 224), centreCrop: size };
      const expected = golden.get(`crop_${size}`);
      expect(expected?.shape).toEqual([size, size, 3]);
      expectClose(evaluationCrop(image, rule), expected?.data ?? [], 0);
    }
  });
});

test('crop offsets round halves to even, the longer side is truncated', () => {
  const rule = { resizeShorterSide: 10, centreCrop: 10 };
  expect(cropGeometry(23, 20, rule)).toEqual({
    resizedWidth: 11,
    resizedHeight: 10,
    left: 0, // 0.5
    top: 0,
  });
  expect(cropGeometry(20, 26, rule)).toMatchObject({ resizedHeight: 13, top: 2 }); // 1.5
  expect(cropGeometry(20, 30, rule)).toMatchObject({ resizedHeight: 15, top: 2 }); // 2.5
});

test('impossible sizes are refused', () => {
  expect(() => cropGeometry(0, 5, { resizeShorterSide: 8, centreCrop: 8 })).toThrow(RangeError);
  expect(() => cropGeometry(5, 5, { resizeShorterSide: 8, centreCrop: 9 })).toThrow(RangeError);
  expect(() => cropGeometry(5, 5, { resizeShorterSide: 8, centreCrop: 0 })).toThrow(RangeError);
});

const sizes = fc.integer({ min: 1, max: 90 });

test('a photo of one colour stays that colour, whatever its shape', () => {
  const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));
  fc.assert(
    fc.property(sizes, sizes, sizes, sizes, colour, (width, height, crop, border, [r, g, b]) => {
      const data = new Uint8ClampedArray(width * height * 4);
      for (let i = 0; i < data.length; i += 4) data.set([r, g, b, 9], i);
      const rule = { resizeShorterSide: crop + border, centreCrop: crop };
      const bytes = evaluationCrop({ width, height, data }, rule);
      expect(bytes.length).toBe(crop * crop * 3);
      expect(bytes.every((byte, i) => byte === [r, g, b][i % 3])).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('at its own size the crop is a plain cut', () => {
  fc.assert(
    fc.property(sizes, sizes, fc.integer(), (width, height, seed) => {
      const data = Uint8ClampedArray.from(
        { length: width * height * 4 },
        (_, i) => Math.imul(i + seed, 2654435761) >>> 24,
      );
      const shorter = Math.min(width, height);
      const rule = { resizeShorterSide: shorter, centreCrop: shorter };
      const { left, top } = cropGeometry(width, height, rule);
      const cut: number[] = [];
      for (let y = top; y < top + shorter; y++) {
        for (let x = left; x < left + shorter; x++) {
          cut.push(...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3));
        }
      }
      expect([...evaluationCrop({ width, height, data }, rule)]).toEqual(cut);
    }),
    { numRuns: 30 },
  );
});

test('a line of pixels makes a whole crop', () => {
  for (const [width, height] of [
    [1, 10_000],
    [10_000, 1],
    [1, 1],
  ]) {
    const data = new Uint8ClampedArray(width * height * 4).fill(77);
    const crop = evaluationCrop({ width, height, data }, { resizeShorterSide: 64, centreCrop: 64 });
    expect(crop.every((byte) => byte === 77)).toBe(true);
  }
});
