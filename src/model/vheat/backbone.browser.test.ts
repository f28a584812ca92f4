import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../math/random.ts';
import { forEachBackend } from '../../testing/backends.ts';
import { expectClose } from '../../testing/close.ts';
import { randomBackbone } from '../../testing/random-backbone.ts';
import { referenceFeatures } from '../../testing/reference-vheat.ts';
import { free, upload } from '../nn/tree.ts';
import { contribution } from '../receptive-field.ts';
import { vheatConfigOf } from './config.ts';
import { forwardVHeat, vheatFeatures } from './forward.ts';
import { readVHeatWeights } from './read.ts';

const TOLERANCE = 1e-4;

/** Pixels without a pattern, channels first. */
function picture(height: number, width: number): Float32Array {
  const random = seededRandom(5);
  return Float32Array.from({ length: 3 * height * width }, () => 2 * random() - 1);
}

function asInput(pixels: Float32Array, height: number, width: number): Tensor4D {
  const size = height * width;
  const data = Float32Array.from(
    { length: pixels.length },
    (_, i) => pixels[(i % 3) * size + Math.floor(i / 3)],
  );
  return tensor4d(data, [1, height, width, 3]);
}

// The last grid of tokens outgrows the memory of a GPU's workgroup, which has a kernel of its own for what fits.
describe.each([
  [64, 96],
  [96, 64],
  [192, 352],
])('a backbone for %i × %i pixels', (height, width) => {
  const arrays = randomBackbone([height / 4, width / 4], 3);
  const pixels = picture(height, width);
  const weights = readVHeatWeights(arrays, vheatConfigOf(arrays));

  forEachBackend(() => {
    test('computes the features that plain loops compute', async () => {
      const expected = referenceFeatures(arrays, pixels, {
        postNorm: false,
        input: { height, width },
      });
      const onDevice = upload(weights);
      const features = tidy(() =>
        vheatFeatures(onDevice, asInput(pixels, height, width), weights.stages.length - 1),
      );
      expect(features.shape).toEqual([1, height / 32, width / 32, 64]);
      const numbers = await features.data<'float32'>();
      const size = (height * width) / 32 ** 2;
      const want = numbers.map((_, i) => expected.data[i % 64][Math.floor(i / 64) % size]);
      expectClose(numbers, want, TOLERANCE);
      free([onDevice, features]);
    });

    test('has fields by gradient, and no classes', async () => {
      const onDevice = upload(weights);
      const x = asInput(pixels, height, width);
      const map = contribution((input) => vheatFeatures(onDevice, input, 1), x);
      expect(map.shape).toEqual([height, width]);
      const numbers = await map.data<'float32'>();
      expect(numbers.every(Number.isFinite)).toBe(true);
      expect(Math.max(...numbers.subarray(0, 1000))).toBeGreaterThan(0);
      expect(() => forwardVHeat(onDevice, x)).toThrow(
        expect.objectContaining({ code: 'no-classifier' }),
      );
      free([onDevice, x, map]);
    });
  });
});
