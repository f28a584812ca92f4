import { describe, expect, test } from 'vitest';
import type { NamedArray, NamedArrays } from '../../checkpoint/named-array.ts';
import { expectClose } from '../../testing/close.ts';
import { golden, readTensors } from '../../testing/tensors.ts';
import { WeightsError } from '../error.ts';
import { isInferenceForm, isVHeat, vheatConfigOf } from './config.ts';
import { boundedEntries, diffusivityFromDecay, resizeEmbedding } from './diffusivity.ts';
import { readVHeatWeights } from './read.ts';

const PRE_NORM = 'vheat/pre-norm/weights.safetensors';
const POST_NORM = 'vheat/post-norm-layer-scale/weights.safetensors';
const INFERENCE_FORM = 'vheat/pre-norm/weights-inference-form.safetensors';

function changed(arrays: NamedArrays, changes: Record<string, NamedArray | null>): NamedArrays {
  const copy = new Map(arrays);
  for (const [key, array] of Object.entries(changes)) {
    if (array) copy.set(key, array);
    else copy.delete(key);
  }
  return copy;
}

const zeros = (...shape: number[]): NamedArray => ({
  stored: 'f32',
  shape,
  data: new Float32Array(shape.reduce((size, n) => size * n, 1)),
});

function errorOf(run: () => unknown): WeightsError {
  try {
    run();
  } catch (error) {
    if (error instanceof WeightsError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('vheatConfigOf', () => {
  const shape = { dims: [8, 16, 32, 64], depths: [1, 1, 2, 1], classes: 10, mlpRatio: 4 };

  test('reads everything from the keys', async () => {
    expect(vheatConfigOf(await readTensors(PRE_NORM))).toEqual({
      architecture: 'vheat',
      ...shape,
      postNorm: false,
      layerScale: false,
      imageSize: 64,
      resize: 'zero-pad',
    });
    expect(vheatConfigOf(await readTensors(POST_NORM))).toMatchObject({
      ...shape,
      postNorm: true,
      layerScale: true,
    });
  });

  test('reads the inference form as well', async () => {
    const arrays = await readTensors(INFERENCE_FORM);
    expect(isInferenceForm(arrays)).toBe(true);
    expect(vheatConfigOf(arrays)).toMatchObject({ ...shape, imageSize: 64 });
  });

  test('lets hints decide what keys cannot tell', async () => {
    const arrays = await readTensors(PRE_NORM);
    const hints = { postNorm: true, imageSize: 128, resize: 'bicubic' } as const;
    expect(vheatConfigOf(arrays, hints)).toMatchObject({ ...hints, layerScale: false });
  });

  test('refuses sizes that do not fit', async () => {
    const arrays = await readTensors(PRE_NORM);
    for (const imageSize of [0, -32, 100, NaN, Infinity]) {
      expect(errorOf(() => vheatConfigOf(arrays, { imageSize })).code).toBe('input-size');
    }
    const inference = await readTensors(INFERENCE_FORM);
    expect(errorOf(() => vheatConfigOf(inference, { imageSize: 96 })).params).toEqual({
      fault: 'inference-form',
      size: 96,
      allowed: 64,
    });
  });

  test('refuses other networks', () => {
    const other = new Map([['conv1.weight', zeros(64, 3, 7, 7)]]);
    expect(isVHeat(other)).toBe(false);
    expect(errorOf(() => vheatConfigOf(other)).code).toBe('weights-mismatch');
  });
});

describe('readVHeatWeights', () => {
  test.each([
    [PRE_NORM, 'vheat/pre-norm/golden.safetensors'],
    [POST_NORM, 'vheat/post-norm-layer-scale/golden.safetensors'],
  ])('computes the diffusivity of %s', async (path, goldenPath) => {
    const arrays = await readTensors(path);
    const expected = await readTensors(goldenPath);
    const { stages } = readVHeatWeights(arrays, vheatConfigOf(arrays));
    for (const [stage, { blocks }] of stages.entries()) {
      for (const [block, { k }] of blocks.entries()) {
        const want = golden(expected, `layers.${stage}.${block}.k`);
        expect(k.shape).toEqual(want.shape);
        expectClose(k.data, want.data, 1e-5);
      }
    }
  });

  test('recovers the diffusivity of the inference form where it matters', async () => {
    const arrays = await readTensors(INFERENCE_FORM);
    const expected = await readTensors('vheat/pre-norm/golden.safetensors');
    const { k } = readVHeatWeights(arrays, vheatConfigOf(arrays)).stages[1].blocks[0];
    const want = golden(expected, 'layers.1.0.k').data;
    const channels = k.shape[2];
    for (let i = channels; i < k.data.length; i++) {
      expect(Math.abs(k.data[i] - want[i])).toBeLessThan(1e-3 * Math.max(1, want[i]));
    }
  });

  test('names every key at fault', async () => {
    const arrays = await readTensors(PRE_NORM);
    const config = vheatConfigOf(arrays);
    const broken = changed(arrays, {
      'layers.1.0.norm2.bias': null,
      'classifier.0.weight': zeros(63),
      'extra.weight': zeros(1),
    });
    const error = errorOf(() => readVHeatWeights(broken, config));
    expect(error.code).toBe('weights-mismatch');
    expect(error.params).toEqual({
      network: 'vheat',
      fault: 'keys',
      keys: {
        missing: ['layers.1.0.norm2.bias'],
        unexpected: ['extra.weight'],
        wrongShape: [{ key: 'classifier.0.weight', shape: [63], expected: [64] }],
      },
    });
  });
});

describe('diffusivityFromDecay', () => {
  const decays = (stored: NamedArray['stored']): NamedArray => ({
    stored,
    shape: [2, 1, 2],
    data: Float32Array.of(1, 1, Math.exp(-(Math.PI ** 2 / 4) * 3), 0),
  });

  test('inverts exp(−λk), and gives the lower bound where that underflowed', () => {
    const { data } = diffusivityFromDecay(decays('f32'));
    const lambda = Math.PI ** 2 / 4;
    expectClose(data, [0, 0, 3, (150 * Math.LN2) / lambda], 1e-4);
    expect(Math.fround(Math.exp(-lambda * data[3]))).toBeLessThanOrEqual(2 ** -149);
    expect(diffusivityFromDecay(decays('f16')).data[3]).toBeCloseTo((25 * Math.LN2) / lambda, 5);
  });

  test('such entries are counted', () => {
    expect(boundedEntries(new Map([['layers.0.0.op.k_exp', decays('f32')]]))).toBe(1);
  });
});

describe('resizeEmbedding', () => {
  const ramp = { shape: [2, 3, 2], data: Float32Array.from({ length: 12 }, (_, i) => i + 1) };

  test('zero-pad keeps the low frequencies in place', () => {
    const { shape, data } = resizeEmbedding(ramp, 3, 4, 'zero-pad');
    expect(shape).toEqual([3, 4, 2]);
    expect([...data]).toEqual([
      ...[1, 2, 3, 4, 5, 6, 0, 0],
      ...[7, 8, 9, 10, 11, 12, 0, 0],
      ...[0, 0, 0, 0, 0, 0, 0, 0],
    ]);
    expect([...resizeEmbedding(ramp, 1, 2, 'zero-pad').data]).toEqual([1, 2, 3, 4]);
  });

  test('bicubic uses the weights of PyTorch at twice the size', () => {
    // With a = −0.75 and half-pixel centres, positions 3 and 4 of 8 mix the four inputs by these weights.
    const weights = [-0.03515625, 0.26171875, 0.87890625, -0.10546875];
    for (let i = 0; i < 4; i++) {
      const line = new Float32Array(4);
      line[i] = 1;
      const down = resizeEmbedding({ shape: [4, 1, 1], data: line }, 8, 1, 'bicubic');
      const across = resizeEmbedding({ shape: [1, 4, 1], data: line }, 1, 8, 'bicubic');
      expect(down.data[4]).toBeCloseTo(weights[i], 7);
      expect(down.data[3]).toBeCloseTo(weights[3 - i], 7);
      expectClose(across.data, down.data, 0);
    }
  });

  test('bicubic keeps constants and does nothing at the same size', () => {
    const constant = { shape: [3, 5, 2], data: new Float32Array(30).fill(2.5) };
    const resized = resizeEmbedding(constant, 7, 4, 'bicubic');
    expect(resized.shape).toEqual([7, 4, 2]);
    expectClose(resized.data, new Float32Array(56).fill(2.5), 1e-6);
    expect(resizeEmbedding(ramp, 2, 3, 'bicubic')).toBe(ramp);
  });
});
