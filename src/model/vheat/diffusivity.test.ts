import { expect, test } from 'vitest';
import { seededRandom } from '../../math/random.ts';
import { expectClose } from '../../testing/close.ts';
import { diffusivity } from './diffusivity.ts';

test.each([1, 2, 3, 4, 5, 7, 8, 12, 13])(
  'k is the ReLU of a linear layer, token by token: %i channels',
  (channels) => {
    const random = seededRandom(channels);
    const tensor = (...shape: number[]) => ({
      shape,
      data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random() - 0.4),
    });
    const [embedding, weight, bias] = [
      tensor(3, 2, channels),
      tensor(channels, channels),
      tensor(channels),
    ];
    const expected = Array.from({ length: 6 * channels }, (_, at) => {
      const [token, out] = [Math.floor(at / channels), at % channels];
      let sum = bias.data[out];
      for (let i = 0; i < channels; i++)
        sum += embedding.data[token * channels + i] * weight.data[out * channels + i];
      return Math.max(0, sum);
    });
    const k = diffusivity(embedding, weight, bias);
    expect(k.shape).toEqual([3, 2, channels]);
    expectClose(k.data, expected, 1e-6);
  },
);
