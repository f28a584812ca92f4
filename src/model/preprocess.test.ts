import { expect, test } from 'vitest';
import { IMAGENET_NORMALISATION, normalise } from './preprocess.ts';

test('bytes are brought to the scale of training, channel by channel', () => {
  const crop = Uint8Array.of(0, 128, 255, 255, 0, 1);
  const { mean, std } = IMAGENET_NORMALISATION;
  const expected = Array.from(crop, (byte, i) => (byte / 255 - mean[i % 3]) / std[i % 3]);
  expect([...normalise(crop, IMAGENET_NORMALISATION)]).toEqual([...Float32Array.from(expected)]);
});
