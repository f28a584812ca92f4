import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytesSource } from '../checkpoint/byte-source.ts';
import { uniformDistance } from '../math/attention.ts';
import { channelOf, conduct } from '../math/heat.ts';
import { channelNorm } from '../math/patch-heat.ts';
import { forEachBackend } from '../testing/backends.ts';
import { expectClose } from '../testing/close.ts';
import { readFixture } from '../testing/fixtures.ts';
import { EngineError } from './error.ts';
import { FieldRuns } from './field-runs.ts';
import { FieldStudies, vheatOf, type StudyHost } from './field-studies.ts';
import type { Network } from './network.ts';
import { openCheckpoint } from './models/open-checkpoint.ts';
import { AS_TRAINED, type FieldRequest, type Knobs, type ReceptiveField } from './port.ts';

const PATCH = { x: 0.6, y: 0.3 };

/** Opens a fixture as the app opens a file. */
async function open(path: string, heads?: number, deviation = 0.2): Promise<Network> {
  return openCheckpoint(
    {
      id: 'tiny',
      file: 'tiny.safetensors',
      source: bytesSource(await readFixture(path)),
      config: null,
      choices: { mean: [0.5, 0.5, 0.5], std: [deviation, deviation, deviation], heads },
    },
    {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      imagenetLabels: () => Promise.resolve([]),
    },
  );
}

function bytes(seed: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => 128 + 127 * Math.sin(0.37 * i + seed));
}

async function png(seed: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(64, 64);
  const data = new Uint8ClampedArray(64 * 64 * 4).fill(255);
  bytes(seed).forEach((value, i) => (data[4 * Math.floor(i / 3) + (i % 3)] = value));
  canvas.getContext('2d')?.putImageData(new ImageData(data, 64, 64), 0, 0);
  return canvas.convertToBlob();
}

forEachBackend((backend) => {
  let networks: { vheat: Network; vit: Network };
  let tensors = 0;
  const host: StudyHost = {
    run: (_, work) => work(),
    network: (architecture) => networks[architecture],
    photo: () => ({
      id: 1,
      pixels: { width: 64, height: 64, data: new Uint8ClampedArray(4) },
      notes: [],
      crop: () => bytes(0),
    }),
  };

  beforeEach(async () => {
    networks = {
      vheat: await open('vheat/pre-norm/weights.safetensors'),
      vit: await open('vit/checkpoint.safetensors', 2),
    };
    networks.vheat.upload();
    networks.vit.upload();
    tensors = memory().numTensors;
  });
  afterEach(() => {
    expect(memory().numTensors).toBe(tensors);
    networks.vheat.release();
    networks.vit.release();
  });

  describe('heat from a patch', () => {
    test('is what the network conducts, in every block', async () => {
      const studies = new FieldStudies(host);
      const knobs = { ...AS_TRAINED, t: 0.5, k: 3 };
      const impulses = await studies.heatFrom('impulse', PATCH, knobs);
      expect(impulses.map(({ stage, block }) => [stage, block])).toEqual([
        [0, 0],
        [1, 0],
        [2, 0],
        [2, 1],
        [3, 0],
      ]);
      for (const { field } of impulses)
        expect(field.data.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);

      // One block of its own is all there is so far; later ones carry on, and lose nothing.
      const reach = await studies.heatFrom('reach', PATCH, knobs);
      expectClose(reach[0].field.data, impulses[0].field.data, 1e-6);
      for (const { field } of reach)
        expect(field.data.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
      const largest = reach.map(({ field }) => Math.max(...field.data));
      expect(largest[3]).toBeLessThan(largest[2]);

      const sources = await studies.heatFrom('source', PATCH, knobs);
      const correlations = await studies.heatFrom('correlation', PATCH, knobs);
      const { shape, u0, k, ut } = await vheatOf(host).capture(
        bytes(0),
        { stage: 2, block: 1 },
        knobs,
      );
      const row = Math.floor(PATCH.y * shape[0]);
      const column = Math.floor(PATCH.x * shape[1]);
      const token = row * shape[1] + column;
      const alone = u0.map((value, i) => (Math.floor(i / shape[2]) === token ? value : 0));
      expectClose(sources[3].field.data, channelNorm(conduct(alone, k, shape, 1), shape), 1e-4);
      expect(correlations[3].field.data[token]).toBeCloseTo(1, 4);
      expect(channelOf(ut, shape, 0)).toHaveLength(correlations[3].field.data.length);
    });

    test('is computed for the newest of many patches, and the others are told', async () => {
      const studies = new FieldStudies(host);
      const patches = [0.1, 0.3, 0.9].map((x) => ({ x, y: 0.5 }));
      for (const kind of ['impulse', 'reach', 'source', 'correlation'] as const) {
        const asked = patches.map((patch) => studies.heatFrom(kind, patch, AS_TRAINED));
        const answers = await Promise.allSettled(asked);
        expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
        await expect(asked[0]).rejects.toMatchObject({ code: 'superseded' });
        expect(await asked[2]).toEqual(await studies.heatFrom(kind, patches[2], AS_TRAINED));
      }
    });

    test('reaches further with more time', async () => {
      const studies = new FieldStudies(host);
      const mean = async (knobs: Knobs) =>
        (await studies.conductionDistances(knobs)).map(
          ({ parts }) => parts.reduce((a, b) => a + b, 0) / parts.length,
        );
      const [trained, long] = [await mean(AS_TRAINED), await mean({ ...AS_TRAINED, kConst: 100 })];
      expect(trained).toHaveLength(5);
      long.forEach((distance, i) => expect(distance).toBeGreaterThan(trained[i]));
    });
  });

  test('attention comes with all layers and heads, its rows sum to 1', async () => {
    const { grid, heads, layers, distances } = await new FieldStudies(host).attention();
    expect([...grid, heads, layers.length]).toEqual([4, 4, 2, 3]);
    for (const layer of layers) {
      expect(layer).toHaveLength(2 * 17 * 17);
      expect(layer.subarray(0, 17).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
    }
    expect(distances.map(({ parts }) => parts.length)).toEqual([2, 2, 2]);
    for (const { parts } of distances)
      parts.forEach((distance) =>
        expect(Math.abs(distance / uniformDistance(4, 16) - 1)).toBeLessThan(0.8),
      );
  });

  describe('a receptive field', () => {
    const request: FieldRequest = {
      asker: 'test',
      network: 'vheat',
      stage: null,
      block: null,
      cell: null,
      images: null,
      trained: true,
    };

    test('of several photos is the mean of theirs, and grows while it is computed', async () => {
      const runs = new FieldRuns(host);
      const photos = await Promise.all([1, 2].map(png));
      const alone: ReceptiveField[] = [];
      for (const blob of photos)
        alone.push(await runs.run({ ...request, images: [{ blob }] }, AS_TRAINED, () => undefined));
      const seen: number[] = [];
      const both = await runs.run(
        { ...request, images: [...photos, new Blob(['words'])].map((blob) => ({ blob })) },
        AS_TRAINED,
        ({ done, images }) => seen.push(done, images),
      );
      expect(seen).toEqual([1, 1, 2, 2, 3, 2]);
      expect(both).toMatchObject({ images: 2, skipped: 1, cell: [1, 1], stride: 32 });
      const mean = alone[0].field.data.map((a, i) => (a + alone[1].field.data[i]) / 2);
      expectClose(both.field.data, mean, 1e-6 * Math.max(...mean));
    });

    test('fails where the network does: that is no fault of a photo', async () => {
      let jobs = 0;
      const gone = new EngineError('not-loaded');
      const run: StudyHost['run'] = (_, work) => (++jobs > 1 ? Promise.reject(gone) : work());
      const photos = await Promise.all([1, 2, 3].map(png));
      await expect(
        new FieldRuns({ ...host, run }).run(
          { ...request, images: photos.map((blob) => ({ blob })) },
          AS_TRAINED,
          () => undefined,
        ),
      ).rejects.toBe(gone);
    });

    // WebAssembly's ReLU makes zeros of what is no number.
    test.skipIf(backend === 'wasm')('is none where it is not a number', async () => {
      // Pixels by a deviation so small are infinite.
      const overflowing = await open('vheat/pre-norm/weights.safetensors', undefined, 1e-45);
      overflowing.upload();
      const runs = new FieldRuns({ ...host, network: () => overflowing });
      await expect(runs.run(request, AS_TRAINED, () => undefined)).rejects.toMatchObject({
        code: 'no-gradient',
      });
      overflowing.release();
    });

    test('exists for both networks before training as well', async () => {
      for (const network of ['vheat', 'vit'] as const) {
        const runs = new FieldRuns(host);
        const after = await runs.run({ ...request, network }, AS_TRAINED, () => undefined);
        const before = await runs.run(
          { ...request, network, trained: false },
          AS_TRAINED,
          () => undefined,
        );
        expect(before.field.data).not.toEqual(after.field.data);
        expect(before.field.data.some((a) => a > 0)).toBe(true);
      }
    });

    test('is that of any block, the stage’s last unless told', async () => {
      const after = async (block: number | null) => {
        const place = { ...request, stage: 2, block };
        return (await new FieldRuns(host).run(place, AS_TRAINED, () => undefined)).field.data;
      };
      expect(await after(1)).toEqual(await after(null));
      expect(await after(0)).not.toEqual(await after(1));
      await expect(after(2)).rejects.toMatchObject({ code: 'no-such-block' });
    });

    test('ends when it is cancelled or replaced, and refuses places that are not there', async () => {
      const runs = new FieldRuns(host);
      const images = await Promise.all([1, 2, 3].map(async (i) => ({ blob: await png(i) })));
      const cancelled = runs.run({ ...request, images }, AS_TRAINED, () => runs.cancel('test'));
      await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
      const replaced = runs.run({ ...request, images }, AS_TRAINED, () => undefined);
      const newer = runs.run(request, AS_TRAINED, () => undefined);
      await expect(replaced).rejects.toMatchObject({ code: 'superseded' });
      expect((await newer).images).toBe(1);
      await expect(
        runs.run({ ...request, stage: 4 }, AS_TRAINED, () => undefined),
      ).rejects.toMatchObject({ code: 'no-such-stage' });
      await expect(
        runs.run({ ...request, cell: [0, 2] }, AS_TRAINED, () => undefined),
      ).rejects.toMatchObject({ code: 'no-such-cell' });
    });
  });

  test(`says so on ${backend} when a network is missing`, async () => {
    const studies = new FieldStudies({ ...host, network: () => undefined });
    await expect(studies.attention()).rejects.toMatchObject({ code: 'no-vit' });
    await expect(studies.heatFrom('impulse', PATCH, AS_TRAINED)).rejects.toMatchObject({
      code: 'no-vheat',
    });
  });
});
