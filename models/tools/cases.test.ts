import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from './main.ts';

/** Files as people really have them; the numbers are PyTorch's. */
const CASES = fileURLToPath(new URL('../../src/testing/fixtures/cases/', import.meta.url));
const PHOTO = join(CASES, 'photo.png');

let models: string;

beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'vheat-cases-test-'));
});

afterAll(() => rm(models, { recursive: true, force: true }));

async function run(...args: string[]) {
  const out: string[] = [];
  const remarks: string[] = [];
  const code = await main(args, {
    print: (line) => out.push(line),
    remark: (line) => remarks.push(line),
    models,
    signal: new AbortController().signal,
  });
  return { code, out: out.join('\n'), remarks: remarks.join('\n') };
}

type Best = readonly (readonly [index: number, probability: number])[];

async function expectBest(best: Best, model: string, ...options: string[]) {
  const { out, remarks } = await run('classify', PHOTO, '--json', '--model', model, ...options);
  expect(out, remarks).not.toBe('');
  const [{ predictions }] = JSON.parse(out) as {
    predictions: { index: number; probability: number }[];
  }[];
  expect(predictions.slice(0, best.length).map(({ index }) => index)).toEqual(
    best.map(([index]) => index),
  );
  for (const [i, [, probability]] of best.entries())
    expect(Math.abs(predictions[i].probability - probability)).toBeLessThan(1e-4);
  return remarks;
}

const WRAPPED: Best = [
  [8, 0.497662],
  [4, 0.178552],
  [5, 0.087899],
];
const LEFTOVERS: Best = [
  [2, 0.276629],
  [9, 0.196245],
  [6, 0.173208],
];

test.each<[string, Best, string[]]>([
  [
    'good.pth',
    [
      [4, 0.517245],
      [7, 0.203216],
      [8, 0.162678],
    ],
    [],
  ],
  ['epoch=9-step=1560.ckpt', WRAPPED, []],
  ['backbone.pth', WRAPPED, []],
  ['weight-attr.pth', LEFTOVERS, []],
  ['dtypes.pth', LEFTOVERS, []],
  ['bytearray.pth', LEFTOVERS, []],
  ['sparse.pth', LEFTOVERS, []],
  ['uint.pth', LEFTOVERS, []],
  ['posixpath.pth', LEFTOVERS, []],
  ['defaultdict.pth', LEFTOVERS, []],
  ['omegaconf.pth', LEFTOVERS, []],
  ['historybuffer.pth', LEFTOVERS, []],
  ['linear-probe.pth.tar', [[4, 0.514836]], []],
  ['linear-probe.pth.tar', [[3, 0.941067]], ['--heads', '4']],
  [
    'model.safetensors.index.json',
    [
      [3, 0.721222],
      [7, 0.25878],
    ],
    [],
  ],
  [
    'no-qkv-bias.pth',
    [
      [7, 0.9396],
      [4, 0.023534],
    ],
    [],
  ],
  ['rect-8x2.pth', [[0, 0.396382]], ['--grid', '8x2']],
])('%s says %j with %j', async (file, best, options) => {
  await expectBest(best, join(CASES, file), ...options);
});

describe('what the file does not say', () => {
  test('is said with the numbers', async () => {
    const remarks = await expectBest([[4, 0.514836]], join(CASES, 'linear-probe.pth.tar'));
    expect(remarks).toContain('how many attention heads there are: width / 64 = 1 is assumed');
    expect(remarks).toContain(
      '16 patches lie: 4 × 4 is assumed; 8 × 2, 2 × 8, 16 × 1, 1 × 16 are possible as well',
    );
  });

  test('is told once: a model folder keeps heads and grid', async () => {
    const args = ['rect', '--heads', '1', '--grid', '8x2', '--dtype', 'f32'];
    const { code, remarks } = await run('convert', join(CASES, 'rect-8x2.pth'), ...args);
    expect({ code, remarks }).toMatchObject({ code: 0 });
    expect(remarks).not.toContain('patches lie');
    expect(await expectBest([[0, 0.396382]], 'rect')).toBe('');
    expect((await run('inspect', 'rect')).out).toContain('input       16 × 64 pixels');
  });

  test('a grid that does not fit is refused with those that do', async () => {
    const { remarks } = await run('inspect', join(CASES, 'rect-8x2.pth'), '--grid', '5x3');
    expect(remarks).toBe(
      'error [vit-grid]: The 16 patches of this ViT do not make 5 rows of 3. Choose one of 4 × 4, 8 × 2, 2 × 8, 16 × 1, 1 × 16.',
    );
  });
});

test('what was not read is listed, unknown objects by name', async () => {
  const path = await run('inspect', join(CASES, 'posixpath.pth'));
  expect(path.out).toContain('not run     pathlib.PosixPath (Python objects in the file)');
  const history = await run('inspect', join(CASES, 'historybuffer.pth'));
  expect(history.out).toContain('mmengine.logging.history_buffer.HistoryBuffer');
});

test('the parts of a model are one in any order, and one alone says so', async () => {
  const parts = [1, 2].map((part) => join(CASES, `model-0000${part}-of-00002.safetensors`));
  for (const files of [parts, [...parts].reverse()]) {
    const { out } = await run('inspect', ...files);
    expect(out).toContain('network     ViT 64 × 2, patch 8');
  }
  for (const [i, part] of parts.entries())
    expect(await run('inspect', part)).toEqual({
      code: 1,
      out: '',
      remarks: `error [part-alone]: This file is part ${i + 1} of 2: open the parts together.`,
    });
  expect((await run('convert', ...parts, 'whole')).code).toBe(0);
  await expectBest([[3, 0.7212]], 'whole', '--heads', '1');
});

test('a detector and a tar archive are named in one step', async () => {
  const detector = await run('inspect', join(CASES, 'detector-epoch_12.pth'));
  expect(detector.remarks).toMatch(/^error \[wrong-model\]: This looks like a vHeat detector/);
  const tar = await run('inspect', join(CASES, 'vit.pth.tar'));
  expect(tar.remarks).toContain('a tar archive: unpack it first');
});
