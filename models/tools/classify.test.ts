import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setBackend, tensor4d } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../src/checkpoint/byte-source.ts';
import { readCheckpoint } from '../../src/checkpoint/read-checkpoint.ts';
import { readSafetensors } from '../../src/checkpoint/safetensors.ts';
import { softmax, topIndices } from '../../src/math/probability.ts';
import { IMAGENET_NORMALISATION, normalise } from '../../src/model/preprocess.ts';
import { recognise } from '../../src/model/recognise.ts';
import { forwardVHeat } from '../../src/model/vheat/forward.ts';
import { readVHeatWeights } from '../../src/model/vheat/read.ts';
import { upload } from '../../src/model/nn/tree.ts';
import { loadModel } from './load.ts';
import { main } from './main.ts';

const FIXTURES = fileURLToPath(new URL('../../src/testing/fixtures/', import.meta.url));
const PRE = join(FIXTURES, 'vheat/pre-norm');
const VIT = join(FIXTURES, 'vit/checkpoint.pth');

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vheat-classify-test-'));
  await mkdir(join(root, 'models'));
  await writeFile(join(root, 'models/catalog.json'), '{"models": ["first"]}');
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function run(...args: string[]) {
  const out: string[] = [];
  const remarks: string[] = [];
  const code = await main(args, {
    print: (line) => out.push(line),
    remark: (line) => remarks.push(line),
    models: join(root, 'models'),
    signal: new AbortController().signal,
  });
  return { code, out: out.join('\n'), remarks: remarks.join('\n') };
}

describe('classify', () => {
  const image = join(FIXTURES, 'preprocess/landscape-640x427.png');

  /** The same through the golden crop instead of the decoder and the resampler. */
  async function expected(checkpoint: string): Promise<Float32Array> {
    const golden = await readSafetensors(
      bytesSource(await readFile(image.replace('.png', '.safetensors'))),
    );
    const crop = Uint8Array.from(golden.get('crop_64')?.data ?? []);
    const read = await readCheckpoint(bytesSource(await readFile(checkpoint)));
    const { arrays, config } = recognise(read, 'x');
    if (config.architecture !== 'vheat') expect.fail('expected a vHeat');
    await setBackend('wasm');
    const weights = upload(readVHeatWeights(arrays, config));
    const input = tensor4d(normalise(crop, IMAGENET_NORMALISATION), [1, 64, 64, 3]);
    return softmax(await forwardVHeat(weights, input).logits.data<'float32'>());
  }

  test('gives the five best classes of each photo', async () => {
    const model = `${PRE}/checkpoint.pth`;
    const { code, out } = await run('classify', image, image, '--model', model, '--json');
    expect(code).toBe(0);
    const results = JSON.parse(out) as {
      image: string;
      predictions: { index: number; label: string; probability: number }[];
      milliseconds: number;
    }[];
    const probabilities = await expected(model);
    const best = topIndices(probabilities, 5);
    expect(results).toHaveLength(2);
    for (const result of results) {
      expect(result.image).toBe(image);
      expect(result.milliseconds).toBeGreaterThan(0);
      expect(result.predictions.map(({ index }) => index)).toEqual(best);
      expect(result.predictions[0].label).toBe(`class ${best[0]}`);
      for (const { index, probability } of result.predictions) {
        expect(probability).toBeCloseTo(probabilities[index], 5);
      }
    }
  });

  test('takes the catalogue’s first model by default, with its labels', async () => {
    const labels = join(root, 'labels.json');
    await writeFile(labels, JSON.stringify(Array.from({ length: 10 }, (_, i) => `thing ${i}`)));
    await run('convert', VIT, 'first', '--heads', '2', '--labels', labels);
    const { code, out } = await run('classify', image);
    expect(code).toBe(0);
    expect(out.split('\n')).toHaveLength(6);
    expect(out).toMatch(/ {2}\d+\.\d % {2}thing \d$/m);
  });

  test('crops at another input size as the app does: by the folder’s own rule', async () => {
    await run('convert', `${PRE}/checkpoint.pth`, join(root, 'models/own'));
    const path = join(root, 'models/own/config.json');
    const config = JSON.parse(await readFile(path, 'utf8')) as { preprocess: object };
    const own = { ...config.preprocess, resizeShorterSide: 64 };
    await writeFile(path, JSON.stringify({ ...config, preprocess: own }));
    const surroundings = {
      print: () => undefined,
      remark: () => undefined,
      models: join(root, 'models'),
      signal: new AbortController().signal,
    };
    const { preprocess } = await loadModel(['own'], surroundings, { overrides: { inputSize: 96 } });
    expect(preprocess).toMatchObject({ resizeShorterSide: 96, centreCrop: 96 });
  });

  test('names the photo it cannot read, in the app’s words', async () => {
    const { code, remarks } = await run('classify', VIT, '--model', `${PRE}/checkpoint.pth`);
    expect(code).toBe(1);
    expect(remarks).toMatch(/^error \[not-an-image\]: .*checkpoint\.pth: This file is not a photo/);
  });

  test.each([
    ['photo.png', [4, 0.517245, 7, 0.203216, 8, 0.162678], ''],
    ['exif6.webp', [4, 0.423059, 1, 0.2184, 7, 0.193856], ''],
    [
      'no-eoi.jpg',
      [],
      'no-eoi.jpg: The file ends too early, but no part of the picture is missing.',
    ],
  ])('%s as PyTorch and Pillow see it', async (name, numbers, remark) => {
    const folder = join(FIXTURES, 'cases');
    const args = [join(folder, name), '--model', join(folder, 'good.pth'), '--json'];
    const { code, out, remarks } = await run('classify', ...args);
    expect(code).toBe(0);
    expect(remarks).toContain(remark);
    const [{ predictions }] = JSON.parse(out) as {
      predictions: { index: number; probability: number }[];
    }[];
    const found = predictions.flatMap(({ index, probability }) => [index, probability]);
    numbers.forEach((number, i) => expect(found[i]).toBeCloseTo(number, 4));
  });
});
