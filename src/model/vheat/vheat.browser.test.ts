import { dispose, keep, memory, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NamedArrays } from '../../checkpoint/named-array.ts';
import { AS_TRAINED } from '../../kernels/heat/index.ts';
import { conduct } from '../../math/heat.ts';
import { forEachBackend } from '../../testing/backends.ts';
import { expectClose } from '../../testing/close.ts';
import { channelsLast, channelsLastNumbers, golden, readTensors } from '../../testing/tensors.ts';
import { free, upload, type CpuTensor } from '../nn/tree.ts';
import { vheatConfigOf } from './config.ts';
import type { VHeatHints } from './config.ts';
import { effectiveDiffusivity } from './diffusivity.ts';
import { forwardVHeat, patchEmbed } from './forward.ts';
import { readVHeatWeights } from './read.ts';
import type { VHeatWeights } from './weights.ts';

const TOLERANCE = 1e-4;
const NETWORKS = ['vheat/pre-norm', 'vheat/post-norm-layer-scale'];

async function load(path: string, hints?: VHeatHints): Promise<VHeatWeights<CpuTensor>> {
  const arrays = await readTensors(path);
  return readVHeatWeights(arrays, vheatConfigOf(arrays, hints));
}

/** Runs a network on a golden input and hands out everything it computed, as numbers. */
async function run(
  weights: VHeatWeights<Tensor>,
  expected: NamedArrays,
): Promise<Map<string, Float32Array>> {
  const outputs = new Map<string, Tensor>();
  tidy(() => {
    const input = channelsLast(golden(expected, 'input'));
    outputs.set('patch_embed', keep(patchEmbed(weights.stem, input)));
    const { logits, features } = forwardVHeat(weights, input, {
      observe:
        (stage, block) =>
        ({ output }) =>
          outputs.set(`layers.${stage}.${block}.op`, keep(output)),
      observeBlock: (stage, block, x) => outputs.set(`layers.${stage}.${block}`, keep(x)),
    });
    outputs.set('features', keep(features.clone())).set('logits', keep(logits));
  });
  const numbers = new Map<string, Float32Array>();
  for (const [name, output] of outputs) {
    numbers.set(name, (await output.data()) as Float32Array);
    output.dispose();
  }
  return numbers;
}

forEachBackend((backend) => {
  let tensors = 0;
  let uploaded: VHeatWeights<Tensor>;
  const put = (weights: VHeatWeights<CpuTensor>) => (uploaded = upload(weights));

  beforeEach(() => {
    tensors = memory().numTensors;
  });
  afterEach(() => {
    free(uploaded);
    expect(memory().numTensors).toBe(tensors);
  });

  describe.each(NETWORKS)('%s', (folder) => {
    test('matches the stem, every operator, every block, features and logits', async () => {
      const expected = await readTensors(`${folder}/golden.safetensors`);
      const outputs = await run(put(await load(`${folder}/weights.safetensors`)), expected);
      const compared = [...outputs].map(([name, values]) => {
        const want = golden(expected, name);
        expectClose(
          values,
          want.shape.length === 4 ? channelsLastNumbers(want) : want.data,
          TOLERANCE,
        );
        return name;
      });
      expect(compared).toHaveLength(13);
    });

    test('what is captured obeys the heat operator, with and without knobs', async () => {
      const expected = await readTensors(`${folder}/golden.safetensors`);
      const cpu = await load(`${folder}/weights.safetensors`);
      put(cpu);
      for (const conduction of [
        AS_TRAINED,
        { time: 2.5, constant: null },
        { time: 0.5, constant: 3 },
      ]) {
        const captured: { stage: number; block: number; u0: Tensor; ut: Tensor }[] = [];
        tidy(() => {
          forwardVHeat(uploaded, channelsLast(golden(expected, 'input')), {
            conduction: () => conduction,
            observe:
              (stage, block) =>
              ({ u0, ut }) =>
                captured.push({ stage, block, u0: keep(u0), ut: keep(ut) }),
          });
        });
        for (const { stage, block, u0, ut } of captured) {
          const [, n, m, channels] = u0.shape;
          const k = effectiveDiffusivity(cpu.stages[stage].blocks[block].k, conduction);
          const size = n * m * channels;
          const source = ((await u0.data()) as Float32Array).slice(0, size);
          const heat = ((await ut.data()) as Float32Array).slice(0, size);
          expectClose(heat, conduct(source, k, [n, m, channels], 1), TOLERANCE);
          dispose([u0, ut]);
        }
        expect(captured).toHaveLength(5);
      }
    });
  });

  test('runs the moving average of the weights', async () => {
    const folder = 'vheat/post-norm-layer-scale';
    const expected = await readTensors(`${folder}/golden-ema.safetensors`);
    const outputs = await run(put(await load(`${folder}/weights-ema.safetensors`)), expected);
    expectClose(outputs.get('logits') ?? [], golden(expected, 'logits').data, TOLERANCE);
  });

  test('runs the inference form, with k recovered from its decays', async () => {
    const expected = await readTensors('vheat/pre-norm/golden.safetensors');
    const outputs = await run(
      put(await load('vheat/pre-norm/weights-inference-form.safetensors')),
      expected,
    );
    expectClose(outputs.get('logits') ?? [], golden(expected, 'logits').data, TOLERANCE);
    expectClose(
      outputs.get('features') ?? [],
      channelsLastNumbers(golden(expected, 'features')),
      TOLERANCE,
    );
  });

  test('runs at 96 px with zero-padded embeddings', async () => {
    const expected = await readTensors('vheat/pre-norm/golden-96px.safetensors');
    const weights = await load('vheat/pre-norm/weights.safetensors', { imageSize: 96 });
    const outputs = await run(put(weights), expected);
    expectClose(outputs.get('logits') ?? [], golden(expected, 'logits').data, TOLERANCE);
    expectClose(
      outputs.get('features') ?? [],
      channelsLastNumbers(golden(expected, 'features')),
      TOLERANCE,
    );
  });

  test(`keeps ${backend} memory flat over repeated passes`, async () => {
    const expected = await readTensors('vheat/pre-norm/golden.safetensors');
    put(await load('vheat/pre-norm/weights.safetensors'));
    const once = () => run(uploaded, expected);
    await once();
    const before = memory().numTensors;
    for (let i = 0; i < 3; i++) await once();
    expect(memory().numTensors).toBe(before);
  });
});
