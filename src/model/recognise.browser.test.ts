import { dispose, memory, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { blobSource } from '../checkpoint/byte-source.ts';
import { readCheckpoint } from '../checkpoint/read-checkpoint.ts';
import { useBackend } from '../testing/backends.ts';
import { expectClose } from '../testing/close.ts';
import { readFixture } from '../testing/fixtures.ts';
import { channelsLast, golden, readTensors } from '../testing/tensors.ts';
import { recognise, type Overrides } from './recognise.ts';
import { forwardVHeat } from './vheat/forward.ts';
import { readVHeatWeights } from './vheat/read.ts';
import { free, upload } from './nn/tree.ts';
import { forwardVit } from './vit/forward.ts';
import { readVitWeights } from './vit/read.ts';

beforeAll(() => useBackend('wasm'));

/** Logits of a dropped file on a golden input. */
async function classify(
  path: string,
  input: Parameters<typeof channelsLast>[0],
  variant?: string,
  overrides?: Overrides,
): Promise<Float32Array> {
  const file = new File([await readFixture(path)], path);
  const checkpoint = await readCheckpoint(blobSource(file), { variant });
  const { arrays, config } = recognise(checkpoint, file.name, overrides);
  let weights: object;
  let logits: Tensor;
  if (config.architecture === 'vheat') {
    const vheat = upload(readVHeatWeights(arrays, config));
    logits = tidy(() => forwardVHeat(vheat, channelsLast(input)).logits);
    weights = vheat;
  } else {
    const vit = upload(readVitWeights(arrays, config));
    logits = tidy(() => forwardVit(vit, channelsLast(input)).logits);
    weights = vit;
  }
  const values = await logits.data<'float32'>();
  dispose([logits]);
  free(weights);
  return values;
}

const PRE = 'vheat/pre-norm';
const POST = 'vheat/post-norm-layer-scale';

test.each([
  [`${PRE}/checkpoint.pth`, `${PRE}/golden.safetensors`, 1e-4],
  [`${PRE}/state-dict-only.pth`, `${PRE}/golden.safetensors`, 1e-4],
  [`${PRE}/checkpoint-legacy-format.pth`, `${PRE}/golden.safetensors`, 1e-4],
  [`${PRE}/checkpoint-inference-form.pth`, `${PRE}/golden.safetensors`, 1e-4],
  [`${PRE}/checkpoint-float16.pth`, `${PRE}/golden.safetensors`, 2e-2],
  [`${PRE}/weights.safetensors`, `${PRE}/golden.safetensors`, 1e-4],
  [`${POST}/checkpoint.pth`, `${POST}/golden.safetensors`, 1e-4],
  [`${POST}/weights.safetensors`, `${POST}/golden.safetensors`, 1e-4],
  ['vit/checkpoint.pth', 'vit/golden.safetensors', 1e-4],
  ['vit/checkpoint.safetensors', 'vit/golden.safetensors', 1e-4],
])('%s gives the golden logits', async (path, reference, tolerance) => {
  const before = memory().numTensors;
  const expected = await readTensors(reference);
  const logits = await classify(path, golden(expected, 'input'), undefined, { heads: 2 });
  expectClose(logits, golden(expected, 'logits').data, tolerance);
  expect(memory().numTensors).toBe(before);
});

test('the averaged weights give their own golden logits', async () => {
  const { data: expected } = golden(await readTensors(`${POST}/golden-ema.safetensors`), 'logits');
  const input = golden(await readTensors(`${POST}/golden.safetensors`), 'input');
  expectClose(await classify(`${POST}/checkpoint.pth`, input, 'model_ema'), expected, 1e-4);
});

test('another input size gives the golden logits of the zero-padded embeddings', async () => {
  const expected = await readTensors(`${PRE}/golden-96px.safetensors`);
  const overrides: Overrides = { inputSize: 96, resize: 'zero-pad' };
  const input = golden(expected, 'input');
  const logits = await classify(`${PRE}/checkpoint.pth`, input, undefined, overrides);
  expectClose(logits, golden(expected, 'logits').data, 1e-4);
});
