import { memory, slice, sum, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NamedArray } from '../checkpoint/named-array.ts';
import { ContributionMean } from '../math/receptive-field.ts';
import { forEachBackend } from '../testing/backends.ts';
import { expectClose } from '../testing/close.ts';
import { channelsLast, channelsLastNumbers, golden, readTensors } from '../testing/tensors.ts';
import { contribution, inputGradient } from './receptive-field.ts';
import { vheatConfigOf } from './vheat/config.ts';
import { vheatFeatures } from './vheat/forward.ts';
import { readVHeatWeights } from './vheat/read.ts';
import { free, upload } from './nn/tree.ts';
import type { VHeatWeights } from './vheat/weights.ts';
import { vitConfigOf } from './vit/config.ts';
import { vitFeatures } from './vit/forward.ts';
import { readVitWeights } from './vit/read.ts';

const largest = (values: Float32Array) => values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);

async function loadVHeat(folder: string): Promise<VHeatWeights<Tensor>> {
  const arrays = await readTensors(`${folder}/weights.safetensors`);
  return upload(readVHeatWeights(arrays, vheatConfigOf(arrays)));
}

async function numbers(tensor: Tensor): Promise<Float32Array> {
  const data = (await tensor.data()) as Float32Array;
  tensor.dispose();
  return data;
}

/** One image of a golden batch, [1, H, W, 3]. */
function image(batch: NamedArray, index: number): Tensor4D {
  return tidy(() => slice(channelsLast(batch), [index, 0, 0, 0], [1, -1, -1, -1]));
}

forEachBackend(() => {
  let tensors = 0;
  beforeEach(() => {
    tensors = memory().numTensors;
  });
  afterEach(() => expect(memory().numTensors).toBe(tensors));

  test.each(['vheat/pre-norm', 'vheat/post-norm-layer-scale'])(
    'the gradient of the centre features of %s reaches the input as in PyTorch',
    async (folder) => {
      const expected = await readTensors(`${folder}/golden.safetensors`);
      const weights = await loadVHeat(folder);
      const input = tidy(() => channelsLast(golden(expected, 'input')));
      const gradient = await numbers(
        inputGradient((x) => vheatFeatures(weights, x, 3), input, undefined, false),
      );
      const want = channelsLastNumbers(golden(expected, 'centre_input_gradient'));
      expectClose(gradient, want, 1e-3 * largest(want));
      free([input, weights]);
    },
  );

  test('the mean contribution over images is the golden effective receptive field', async () => {
    const expected = await readTensors('erf/golden.safetensors');
    const weights = await loadVHeat('vheat/pre-norm');
    const inputs = golden(expected, 'inputs');
    const want = golden(expected, 'contribution').data;
    const mean = new ContributionMean(want.length);
    for (let i = 0; i < inputs.shape[0]; i++) {
      const x = image(inputs, i);
      const before = memory().numTensors;
      mean.add(await numbers(contribution((y) => vheatFeatures(weights, y, 3), x)));
      expect(memory().numTensors).toBe(before);
      x.dispose();
    }
    expect(mean.count).toBe(3);
    expectClose(mean.mean(), want, 1e-3 * largest(want));
    free(weights);
  });

  test('the end of the first stage sees around its cell, and less from afar', async () => {
    const expected = await readTensors('vheat/pre-norm/golden.safetensors');
    const weights = await loadVHeat('vheat/pre-norm');
    const x = image(golden(expected, 'input'), 0);
    const map = await numbers(contribution((y) => vheatFeatures(weights, y, 0), x, [3, 12]));
    const share = (row: number, column: number) => {
      let sum = 0;
      for (let i = 0; i < 16 * 16; i++) {
        sum += map[(row + Math.floor(i / 16)) * 64 + column + (i % 16)];
      }
      return sum;
    };
    expect(share(6, 42)).toBeGreaterThan(share(42, 6));
    free([x, weights]);
  });

  test('the ViT has one too, and it agrees with finite differences', async () => {
    const arrays = await readTensors('vit/checkpoint.safetensors');
    const expected = await readTensors('vit/golden.safetensors');
    const weights = upload(readVitWeights(arrays, vitConfigOf(arrays, { heads: 2 })));
    const features = (y: Tensor4D) => vitFeatures(weights, y);
    const x = image(golden(expected, 'input'), 0);
    const gradient = await numbers(inputGradient(features, x, [2, 1], false));
    const scoreAlong = async (step: number) => {
      const pixels = (await x.data()) as Float32Array;
      const moved = tensor4d(
        pixels.map((value, i) => value + step * gradient[i]),
        [1, 64, 64, 3],
      );
      const score = tidy(() => sum(slice(features(moved), [0, 2, 1, 0], [1, 1, 1, -1])));
      moved.dispose();
      return (await numbers(score))[0];
    };
    const steepness = gradient.reduce((sum, g) => sum + g * g, 0);
    const step = 0.003 / Math.sqrt(steepness);
    const slope = ((await scoreAlong(step)) - (await scoreAlong(-step))) / (2 * step);
    expect(slope / steepness).toBeCloseTo(1, 2);
    const map = await numbers(contribution(features, x));
    expect(map).toHaveLength(64 * 64);
    expect(largest(map)).toBeGreaterThan(0);
    free([x, weights]);
  });
});
