import { backend, concat, memory, reshape, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { AS_TRAINED } from '../kernels/heat/index.ts';
import { free, upload } from '../model/nn/tree.ts';
import { vheatConfigOf, type VHeatHints } from '../model/vheat/config.ts';
import { forwardVHeat } from '../model/vheat/forward.ts';
import { readVHeatWeights } from '../model/vheat/read.ts';
import { vitConfigOf } from '../model/vit/config.ts';
import { forwardVit } from '../model/vit/forward.ts';
import { readVitWeights } from '../model/vit/read.ts';
import { useBackend } from '../testing/backends.ts';
import { expectClose } from '../testing/close.ts';
import { countGpuWork } from '../testing/gpu-counters.ts';
import { channelsLastNumbers, golden, readTensors } from '../testing/tensors.ts';
import type { Conductions } from './answering.ts';
import { record, type GpuBackend } from './record.ts';

/** Logits and features of a golden network, and what is on the device for them. */
interface Subject {
  readonly weights: unknown;
  readonly blocks: number;
  readonly forward: (x: Tensor4D, conductions: Conductions) => Tensor[];
}

async function vheat(path: string, hints?: VHeatHints): Promise<Subject> {
  const arrays = await readTensors(path);
  const weights = upload(readVHeatWeights(arrays, vheatConfigOf(arrays, hints)));
  return {
    weights,
    blocks: 5,
    forward(x, conductions) {
      let next = 0;
      const { logits, pooled } = forwardVHeat(weights, x, {
        conduction: () => conductions[next++],
      });
      return [logits, pooled];
    },
  };
}

async function vit(): Promise<Subject> {
  const arrays = await readTensors('vit/checkpoint.safetensors');
  const weights = upload(readVitWeights(arrays, vitConfigOf(arrays, { heads: 2 })));
  return {
    weights,
    blocks: 0,
    forward(x) {
      const { logits, pooled } = forwardVit(weights, x);
      return [logits, pooled];
    },
  };
}

const gpu = () => backend() as unknown as GpuBackend;

beforeAll(() => useBackend('webgpu'));

const PRE_NORM = 'vheat/pre-norm/weights.safetensors';
const POST_NORM = 'vheat/post-norm-layer-scale';

describe.each<[name: string, expected: string, load: () => Promise<Subject>]>([
  ['pre-norm', 'vheat/pre-norm/golden', () => vheat(PRE_NORM)],
  ['pre-norm at 96 px', 'vheat/pre-norm/golden-96px', () => vheat(PRE_NORM, { imageSize: 96 })],
  [
    'inference form',
    'vheat/pre-norm/golden',
    () => vheat('vheat/pre-norm/weights-inference-form.safetensors'),
  ],
  ['post-norm', `${POST_NORM}/golden`, () => vheat(`${POST_NORM}/weights.safetensors`)],
  [
    'moving average',
    `${POST_NORM}/golden-ema`,
    () => vheat(`${POST_NORM}/weights-ema.safetensors`),
  ],
  ['ViT', 'vit/golden', vit],
])('a recording of %s', (_, path, load) => {
  test('answers as the pass it was made of, bit by bit, whatever the knobs', async () => {
    const expected = await readTensors(`${path}.safetensors`);
    const { weights, blocks, forward } = await load();
    const [batch, , height, width] = golden(expected, 'input').shape;
    const shape: Tensor4D['shape'] = [batch, height, width, 3];
    const pixels = new Float32Array(channelsLastNumbers(golden(expected, 'input')));
    const everywhere = (time: number, constant: number | null): Conductions =>
      Array.from({ length: blocks }, () => ({ time, constant }));
    const eager = async (input: Float32Array, knobs: Conductions): Promise<Float32Array> => {
      const outputs = tidy(() =>
        concat(forward(tensor4d(input, shape), knobs).map((y) => reshape(y, [-1]))),
      );
      const numbers = (await outputs.data()) as Float32Array;
      outputs.dispose();
      return numbers;
    };
    const asTrained = everywhere(1, null);
    const trained = await eager(pixels, asTrained);

    const { numTensors } = memory();
    const recording = await record(gpu(), shape, (x) => forward(x, everywhere(3, 1)));
    if (recording === null) throw new Error('no memory for a recording');
    expect(memory().numTensors).toBe(numTensors);
    expect(recording.bytes).toBeGreaterThan(pixels.byteLength);

    const [first] = await recording.run(pixels, [asTrained]);
    expect(first).toEqual(trained);
    const { data: logits } = golden(expected, 'logits');
    expectClose(first.subarray(0, logits.length), logits, 1e-4);

    // One block alone, a constant, and back; another picture in between.
    const one = asTrained.map((as, i) => (i === 2 ? { time: 4, constant: null } : as));
    const knobs = [one, everywhere(0.5, 3), asTrained];
    const other = pixels.map((value, i) => value * Math.cos(i));
    const answers = await recording.run(other, knobs);
    for (const [i, some] of knobs.entries()) expect(answers[i]).toEqual(await eager(other, some));
    if (blocks > 0) expect(answers[0]).not.toEqual(answers[2]);

    const work = await countGpuWork(async () => {
      expect((await recording.run(pixels, knobs))[2]).toEqual(trained);
    });
    expect(work).toMatchObject({ bindGroups: 0, buffers: 0, pipelines: 0, readBacks: 1 });
    expect(work.writes).toBe(1 + (blocks > 0 ? knobs.length : 0));
    recording.free();
    free(weights);
  });
});

test('more answers than one read-back brings come in the order of their knobs', async () => {
  const { weights, blocks, forward } = await vheat(PRE_NORM);
  const shape: Tensor4D['shape'] = [1, 64, 64, 3];
  const pixels = Float32Array.from({ length: 64 * 64 * 3 }, (_, i) => Math.sin(i));
  const trained = Array.from({ length: blocks }, () => AS_TRAINED);
  tidy(() => forward(tensor4d(pixels, shape), trained));
  const recording = await record(gpu(), shape, (x) => forward(x, trained));
  if (recording === null) throw new Error('no memory for a recording');
  const knobs = Array.from({ length: 34 }, (_, i) =>
    trained.map(() => ({ time: i, constant: null })),
  );
  const answers = await recording.run(pixels, knobs);
  expect(answers).toHaveLength(34);
  for (const i of [0, 31, 32, 33])
    expect(answers[i]).toEqual((await recording.run(pixels, [knobs[i]]))[0]);
  recording.free();
  free(weights);
});
