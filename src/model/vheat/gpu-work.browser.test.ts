import { tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { useBackend } from '../../testing/backends.ts';
import { countGpuWork } from '../../testing/gpu-counters.ts';
import { channelsLast, golden, readTensors } from '../../testing/tensors.ts';
import { vheatConfigOf } from './config.ts';
import { forwardVHeat } from './forward.ts';
import { readVHeatWeights } from './read.ts';
import { free, upload } from '../nn/tree.ts';

const STEM = 4; // conv, norm with GELU, conv, norm
const BLOCK = 9; // norm, depthwise, u with z, heat, gated norm, linear with sum, norm, linear with GELU, linear with sum
const DOWNSAMPLE = 3; // unfolding (on some devices), conv, norm
const HEAD = 4; // norm, transposition and mean, linear
const BLOCKS = 5;
const DOWNSAMPLES = 3;

beforeAll(() => useBackend('webgpu'));

test.each(['vheat/pre-norm', 'vheat/post-norm-layer-scale'])(
  'a forward pass of %s, whatever its knobs, costs few dispatches and creates nothing',
  async (folder) => {
    const arrays = await readTensors(`${folder}/weights.safetensors`);
    const expected = await readTensors(`${folder}/golden.safetensors`);
    const weights = upload(readVHeatWeights(arrays, vheatConfigOf(arrays)));
    const input = tidy(() => channelsLast(golden(expected, 'input')));
    const forward = async (time: number, constant: number | null) => {
      const conduction = () => ({ time, constant });
      const logits = tidy(() => forwardVHeat(weights, input, { conduction }).logits);
      await logits.data();
      logits.dispose();
    };
    await forward(1, null);
    await forward(1, null);
    const work = await countGpuWork(() => forward(2, null));
    expect(work.dispatches).toBeGreaterThan(0);
    expect(work.dispatches).toBeLessThanOrEqual(
      STEM + BLOCKS * BLOCK + DOWNSAMPLES * DOWNSAMPLE + HEAD,
    );
    expect(work.pipelines).toBe(0);
    expect(work.buffers).toBe(0);
    const constant = await countGpuWork(() => forward(0.5, 3));
    expect(constant).toEqual(work);
    free([input, weights]);
  },
);
