import { beforeAll, expect, test } from 'vitest';
import { countGpuWork } from '../testing/gpu-counters.ts';
import { quarters } from '../testing/photo.ts';
import { Engine } from './engine.ts';
import { AS_TRAINED } from './port.ts';

const engine = new Engine();

beforeAll(async () => {
  const modelsUrl = new URL('/models/', location.href).href;
  await engine.start({ forced: 'webgpu', modelsUrl }, () => undefined);
  await engine.load('vheat-nano');
  await engine.openImage({ blob: new Blob([await quarters('image/png')]) });
  await engine.classify(AS_TRAINED);
}, 300_000); // an emulated GPU computes it three times

test('a warm classification by vHeat-Nano, depths 2-2-6-2, costs what docs/performance.md says', async () => {
  const work = await countGpuWork(() => engine.classify(AS_TRAINED));
  expect(work).toEqual({
    dispatches: 124,
    bindGroups: 0,
    writes: 2, // the input and all knobs
    passes: 3,
    submits: 3,
    buffers: 0,
    pipelines: 0,
    readBacks: 1,
  });
  expect(await countGpuWork(() => engine.classify({ ...AS_TRAINED, t: 2 }))).toEqual(work);
});

test('points of a curve are read together', async () => {
  const times = [0.5, 2];
  const work = await countGpuWork(() => engine.whatIf(times.map((t) => ({ ...AS_TRAINED, t }))));
  expect(work).toEqual({
    dispatches: 2 * 124,
    bindGroups: 0,
    writes: 3, // the input once
    passes: 6,
    submits: 6,
    buffers: 0,
    pipelines: 0,
    readBacks: 1,
  });
});

test('a recording of vHeat-Nano keeps what docs/performance.md says', async () => {
  expect((await engine.memory()).recorded).toBe(3_770_144);
});
