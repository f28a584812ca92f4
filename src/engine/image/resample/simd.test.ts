import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { blobSource } from '../../../checkpoint/byte-source.ts';
import { readSafetensors } from '../../../checkpoint/safetensors.ts';
import { evaluationCrop } from '../../../math/resample.ts';
import { expectClose } from '../../../testing/close.ts';
import { readFixture } from '../../../testing/fixtures.ts';
import { cropPhoto, simd } from './crop.ts';
import { createResample } from './simd.ts';

/** In place of an assertion that takes a second for a megabyte. */
const areEqual = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

test.each(['landscape-640x427', 'large-1600x1203', 'noise-37x301', 'upscale-90x61'])(
  '%s: every crop is that of PIL and torchvision, byte for byte',
  async (name) => {
    const png = sharp(await readFixture(`preprocess/${name}.png`)).ensureAlpha();
    const { data, info } = await png.raw().toBuffer({ resolveWithObject: true });
    const image = { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
    const golden = await readSafetensors(
      blobSource(new Blob([await readFixture(`preprocess/${name}.safetensors`)])),
    );
    for (const size of [224, 128, 64]) {
      const rule = { resizeShorterSide: Math.trunc((size * 256) / 224), centreCrop: size };
      expectClose(cropPhoto(image, rule), golden.get(`crop_${size}`)?.data ?? [], 0);
    }
  },
);

test('photos of any shape are what the loops make of them, saturated edges included', () => {
  const side = fc.integer({ min: 1, max: 120 });
  fc.assert(
    fc.property(side, side, side, side, fc.integer(), (width, height, crop, border, seed) => {
      // Black and white alone: the kernel's negative parts overshoot.
      const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
        Math.imul((i >> 2) + seed, 2_654_435_761) < 0 ? 0 : 255,
      );
      const image = { width, height, data };
      for (const rule of [
        { resizeShorterSide: crop + border, centreCrop: crop },
        { resizeShorterSide: 1, centreCrop: 1, stretchTo: { width: crop, height: border } },
      ])
        expect(areEqual(cropPhoto(image, rule), evaluationCrop(image, rule))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('a photo larger than what is handed over at once, and one after it', () => {
  const [width, height] = [2000, 1500];
  const data = Uint8ClampedArray.from(
    { length: width * height * 4 },
    (_, i) => Math.imul(i, 2_654_435_761) >>> 24,
  );
  const large = { width, height, data };
  const small = { width: 40, height: 30, data: data.subarray(0, 40 * 30 * 4) };
  const rule = { resizeShorterSide: 585, centreCrop: 512 };
  for (const image of [large, small, large])
    expect(areEqual(cropPhoto(image, rule), evaluationCrop(image, rule))).toBe(true);
});

test('the program that comes inside is at work, and what is no program is not there', () => {
  expect(simd).toBeDefined();
  expect(createResample(Uint8Array.of(1, 2, 3))).toBeUndefined();
});
