import { expect, test, vi } from 'vitest';
import { readFixture } from '../testing/fixtures.ts';
import { bytesSource, type ByteSource } from './byte-source.ts';
import type { NamedArrays } from './named-array.ts';
import { readCheckpoint, type CheckpointOptions } from './read-checkpoint.ts';

async function read(path: string, options?: CheckpointOptions) {
  return readCheckpoint(bytesSource(await readFixture(path)), options);
}

function expectSame(actual: NamedArrays, expected: NamedArrays): void {
  expect(new Set(actual.keys())).toEqual(new Set(expected.keys()));
  for (const [name, { shape, data }] of expected) {
    expect(actual.get(name)?.shape, name).toEqual(shape);
    expect(actual.get(name)?.data, name).toEqual(data);
  }
}

const PRE = 'vheat/pre-norm';
const POST = 'vheat/post-norm-layer-scale';
const EXTRAS = ['optimizer', 'lr_scheduler', 'max_accuracy', 'scaler', 'epoch'];

test.each([
  [`${PRE}/checkpoint.pth`, `${PRE}/weights.safetensors`, 'torch-zip', 'model', ['model'], EXTRAS],
  [`${PRE}/state-dict-only.pth`, `${PRE}/weights.safetensors`, 'torch-zip', null, [], []],
  [
    `${PRE}/checkpoint-legacy-format.pth`,
    `${PRE}/weights.safetensors`,
    'torch-legacy',
    'model',
    ['model'],
    EXTRAS,
  ],
  [
    `${PRE}/checkpoint-inference-form.pth`,
    `${PRE}/weights-inference-form.safetensors`,
    'torch-zip',
    'model',
    ['model'],
    [],
  ],
  [
    `${POST}/checkpoint.pth`,
    `${POST}/weights.safetensors`,
    'torch-zip',
    'model',
    ['model', 'model_ema'],
    [...EXTRAS, 'max_accuracy_ema'],
  ],
  ['vit/checkpoint.pth', 'vit/checkpoint.safetensors', 'torch-zip', 'model', ['model'], []],
])('%s reads equal to %s', async (path, reference, format, which, variants, ignored) => {
  const checkpoint = await read(path);
  expectSame(checkpoint.arrays, (await read(reference)).arrays);
  expect(checkpoint).toMatchObject({ format, which, variants });
  expect([...checkpoint.ignored].sort()).toEqual([...ignored].sort());
});

test('the averaged weights are there for the asking', async () => {
  const checkpoint = await read(`${POST}/checkpoint.pth`, { variant: 'model_ema' });
  expectSame(checkpoint.arrays, (await read(`${POST}/weights-ema.safetensors`)).arrays);
  expect(checkpoint.which).toBe('model_ema');
  await expect(read(`${POST}/checkpoint.pth`, { variant: 'ema' })).rejects.toMatchObject({
    code: 'no-variant',
    params: { variant: 'ema', variants: ['model', 'model_ema'] },
  });
});

test('float16 weights are the float32 ones, rounded', async () => {
  const { arrays } = await read(`${PRE}/checkpoint-float16.pth`);
  const exact = (await read(`${PRE}/weights.safetensors`)).arrays;
  for (const [name, { data }] of exact) {
    expect(arrays.get(name)?.stored).toBe('f16');
    arrays.get(name)?.data.forEach((value, i) => {
      const error = Math.abs(value - data[i]);
      expect(error).toBeLessThanOrEqual(Math.max(Math.abs(data[i]) * 2 ** -11, 2 ** -25));
    });
  }
});

test('the pickled configuration becomes plain data', async () => {
  const { config } = await read(`${POST}/checkpoint.pth`);
  expect(config).toMatchObject({
    MODEL: { TYPE: 'vHeat', NUM_CLASSES: 10, VHEAT: { POST_NORM: true } },
  });
  expect(structuredClone(config)).toEqual(config);
  expect((await read('vit/checkpoint.pth')).config).toBeNull();
});

test('only the chosen weights are read, with progress, and reading can be cancelled', async () => {
  const bytes = await readFixture(`${POST}/checkpoint.pth`);
  let taken = 0;
  const source: ByteSource = {
    size: bytes.length,
    slice: (start, end) => {
      taken += end - start;
      return bytesSource(bytes).slice(start, end);
    },
  };
  const onProgress = vi.fn();
  const { arrays } = await readCheckpoint(source, { onProgress });
  const weights = [...arrays.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  expect(weights * 2).toBeLessThan(bytes.length);
  expect(taken).toBeLessThan(weights + 200_000); // and the descriptions
  expect(onProgress).toHaveBeenLastCalledWith(weights, weights);

  const controller = new AbortController();
  await expect(
    readCheckpoint(source, {
      signal: controller.signal,
      onProgress: (loaded) => loaded > 0 && controller.abort(),
    }),
  ).rejects.toMatchObject({ name: 'AbortError' });
});
