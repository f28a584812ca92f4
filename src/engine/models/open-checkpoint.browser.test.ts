import { describe, expect, test } from 'vitest';
import { blobSource, bytesSource } from '../../checkpoint/byte-source.ts';
import { writeSafetensors } from '../../checkpoint/safetensors.ts';
import { forEachBackend } from '../../testing/backends.ts';
import { maxAbsDifference } from '../../testing/close.ts';
import { readFixture } from '../../testing/fixtures.ts';
import { removedFile } from '../../testing/removed-file.ts';
import { PUBLISHED, randomVHeat } from '../../testing/random-vheat.ts';
import { channelsLastNumbers, golden, readTensors } from '../../testing/tensors.ts';
import type { ModelConfig } from './config.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { AS_TRAINED, type ModelChoices } from '../port.ts';

const PRE = 'vheat/pre-norm';
const POST = 'vheat/post-norm-layer-scale';

async function open(
  bytes: Uint8Array,
  choices: ModelChoices = {},
  config: ModelConfig | null = null,
) {
  return openCheckpoint(
    { id: 'x', file: 'my/folder/net.v2.pth', source: bytesSource(bytes), config, choices },
    {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      imagenetLabels: () => Promise.resolve(Array.from({ length: 1000 }, (_, i) => `name ${i}`)),
    },
  );
}

/**
 * Pixels and normalisation that make a golden input, up to the rounding to bytes: mean 0.5 and a deviation that lets
 * the 256 steps span the input's range.
 */
function asPixels(input: Float32Array) {
  const reach = input.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const std = 0.5 / reach;
  return {
    crop: Uint8Array.from(input, (x) => Math.round(255 * (x * std + 0.5))),
    choices: { mean: [0.5, 0.5, 0.5], std: [std, std, std] } satisfies ModelChoices,
  };
}

function best(logits: ArrayLike<number>): number {
  return Array.from(logits).reduce((top, x, i) => (x > logits[top] ? i : top), 0);
}

forEachBackend(() => {
  test.each([
    [`${PRE}/checkpoint.pth`, `${PRE}/golden.safetensors`, {}],
    [`${PRE}/state-dict-only.pth`, `${PRE}/golden.safetensors`, {}],
    [`${PRE}/checkpoint-float16.pth`, `${PRE}/golden.safetensors`, {}],
    [`${PRE}/checkpoint-legacy-format.pth`, `${PRE}/golden.safetensors`, {}],
    [`${PRE}/checkpoint-inference-form.pth`, `${PRE}/golden.safetensors`, {}],
    [`${PRE}/weights.safetensors`, `${PRE}/golden.safetensors`, {}],
    [`${PRE}/checkpoint.pth`, `${PRE}/golden-96px.safetensors`, { inputSize: 96 }],
    [`${POST}/checkpoint.pth`, `${POST}/golden.safetensors`, {}],
    [`${POST}/weights.safetensors`, `${POST}/golden.safetensors`, {}],
    [`${POST}/weights-ema.safetensors`, `${POST}/golden-ema.safetensors`, {}],
    [`${POST}/checkpoint.pth`, `${POST}/golden-ema.safetensors`, { variant: 'model_ema' }],
    ['vit/checkpoint.pth', 'vit/golden.safetensors', { heads: 2 }],
    ['vit/checkpoint.safetensors', 'vit/golden.safetensors', { heads: 2 }],
  ] as [string, string, ModelChoices][])('%s gives the logits of %s', async (path, file, more) => {
    const expected = await readTensors(file);
    const inputs = expected.has('input')
      ? golden(expected, 'input')
      : golden(await readTensors(`${POST}/golden.safetensors`), 'input');
    const numbers = channelsLastNumbers(inputs);
    const { crop, choices } = asPixels(numbers);
    const logits = golden(expected, 'logits');
    const network = await open(await readFixture(path), { ...choices, ...more });
    network.upload();
    const [batch, classes] = logits.shape;
    for (let b = 0; b < batch; b++) {
      const size = crop.length / batch;
      const row = logits.data.subarray(b * classes, (b + 1) * classes);
      const [{ logits: actual }] = await network.answers(crop.subarray(b * size, (b + 1) * size), [
        AS_TRAINED,
      ]);
      // What the rounding to bytes does to these networks is far below their distances between classes.
      expect(maxAbsDifference(actual, row)).toBeLessThan(0.1);
      expect(best(actual)).toBe(best(row));
    }
    network.release();
  });

  test.each([
    [`${PRE}/weights.safetensors`, `${PRE}/golden.safetensors`, {}],
    [`${POST}/weights.safetensors`, `${POST}/golden.safetensors`, {}],
    ['vit/checkpoint.safetensors', `${POST}/golden.safetensors`, { heads: 2 }],
  ] as [string, string, ModelChoices][])('%s in 8 bits answers alike', async (path, file, more) => {
    const exact = await readFixture(path);
    const small = writeSafetensors(await readTensors(path), {
      dtype: (name, { shape }) => (name.endsWith('.weight') && shape.length > 1 ? 'i8' : 'f16'),
    });
    expect(small.length).toBeLessThan(exact.length / 2);
    const inputs = golden(await readTensors(file), 'input');
    const { crop, choices } = asPixels(channelsLastNumbers(inputs));
    const size = crop.length / inputs.shape[0];
    const logits: Float32Array[] = [];
    for (const bytes of [exact, small]) {
      const network = await open(bytes, { ...choices, ...more });
      network.upload();
      logits.push((await network.answers(crop.subarray(0, size), [AS_TRAINED]))[0].logits);
      network.release();
    }
    const difference = maxAbsDifference(logits[1], logits[0]);
    expect(difference).toBeGreaterThan(0);
    // Of logits that differ by about 1 from class to class.
    expect(difference).toBeLessThan(0.1);
  });
});

describe('the report', () => {
  test('says what was read and what may be chosen', async () => {
    const bytes = await readFixture(`${POST}/checkpoint.pth`);
    const { info, preprocess } = await open(bytes, { variant: 'model_ema' });
    expect(info).toMatchObject({
      id: 'x',
      name: 'net.v2',
      imageSize: 64,
      head: { task: 'classify', classes: 10, labels: [] },
    });
    expect(preprocess).toMatchObject({ resizeShorterSide: 73, centreCrop: 64 });
    expect(info.report).toMatchObject({
      file: 'my/folder/net.v2.pth',
      bytes: bytes.length,
      format: 'torch-zip',
      which: 'model_ema',
      variants: ['model', 'model_ema'],
      stored: ['f32'],
      dims: [8, 16, 32, 64],
      depths: [1, 1, 2, 1],
      ownInputSize: 64,
      resize: 'zero-pad',
      labels: 'none',
    });
    expect(info.report.inputSizes).toEqual(Array.from({ length: 16 }, (_, i) => 32 * (i + 1)));
    expect(JSON.parse(JSON.stringify(info.report))).toEqual(info.report);
  });

  test('of an inference form offers its own size only and counts what is bounded', async () => {
    const bytes = await readFixture(`${PRE}/checkpoint-inference-form.pth`);
    expect((await open(bytes)).info.report.inputSizes).toEqual([64]);
    await expect(open(bytes, { inputSize: 96 })).rejects.toMatchObject({ code: 'input-size' });
  });

  test('both rules for another size give other networks, and sizes out of reach are refused', async () => {
    const bytes = await readFixture(`${PRE}/checkpoint.pth`);
    const meanK = async (choices: ModelChoices) => {
      const { info } = await open(bytes, choices);
      if (info.architecture !== 'vheat') throw new Error('no vHeat');
      expect(info.stages.map(({ grid }) => grid[0])).toEqual([24, 12, 6, 3]);
      return info.stages[0].meanK[0];
    };
    const padded = await meanK({ inputSize: 96 });
    expect(await meanK({ inputSize: 96, resize: 'zero-pad' })).toBe(padded);
    expect(await meanK({ inputSize: 96, resize: 'bicubic' })).not.toBeCloseTo(padded, 3);
    for (const inputSize of [0, 50, 544, 1e9])
      await expect(open(bytes, { inputSize })).rejects.toMatchObject({ code: 'input-size' });
  });

  test('takes names given, else ImageNet’s for 1000 classes, else none', async () => {
    const bytes = await readFixture(`${PRE}/checkpoint.pth`);
    const names = Array.from({ length: 10 }, (_, i) => `<b>${i}</b>`);
    expect((await open(bytes, { labels: names })).info.head).toMatchObject({ labels: names });
    const wrong = (await open(bytes, { labels: ['one', 'two'] })).info;
    expect(wrong.head).toMatchObject({ labels: [] });
    expect(wrong.report.notes).toContainEqual({
      code: 'labels-left-out',
      params: { labels: 2, classes: 10 },
    });
    const shape = { ...PUBLISHED.tiny, dims: [8, 16, 32, 64], depths: [1, 1, 1, 1], imageSize: 64 };
    const thousand = writeSafetensors(randomVHeat(shape, 1), { dtype: 'f16' });
    const { info } = await open(thousand);
    if (info.head.task !== 'classify') throw new Error('no classifier');
    expect(info.head.labels[999]).toBe('name 999');
    expect(info.report).toMatchObject({ labels: 'imagenet-1k', stored: ['f16'] });
  });

  test('warns of weights that are no numbers or nothing', async () => {
    const arrays = await readTensors(`${PRE}/weights.safetensors`);
    const filled = (value: number) =>
      writeSafetensors(
        new Map([...arrays].map(([key, a]) => [key, { ...a, data: a.data.map(() => value) }])),
        { dtype: 'f32' },
      );
    expect((await open(filled(0))).info.warning).toMatchObject({ code: 'weights-zero' });
    expect((await open(filled(NaN))).info.warning).toMatchObject({ code: 'weights-not-numbers' });
  });
});

test('a file that is gone when it is read is named as such', async () => {
  const opened = openCheckpoint(
    { id: 'x', file: 'x.pth', source: blobSource(await removedFile()), config: null, choices: {} },
    {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      imagenetLabels: () => Promise.resolve([]),
    },
  );
  await expect(opened).rejects.toMatchObject({ code: 'file-gone' });
});
