import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asDetector, randomBackbone } from '../../src/testing/random-backbone.ts';
import { torchCheckpoint } from '../../src/testing/torch-file.ts';
import { main } from './main.ts';

const PHOTO = fileURLToPath(
  new URL('../../src/testing/fixtures/preprocess/landscape-600x400.png', import.meta.url),
);

let root: string;
let file: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vheat-backbone-test-'));
  await mkdir(join(root, 'models'));
  file = join(root, 'epoch_12.pth');
  await writeFile(file, torchCheckpoint(asDetector(randomBackbone([16, 24], 3))));
});

afterEach(() => rm(root, { recursive: true, force: true }));

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

test('the command line names the backbone of a detector and what stands on it', async () => {
  const { code, out } = await run('inspect', file);
  expect(code).toBe(0);
  expect(out).toMatch(/^prefix +backbone\. /m);
  expect(out).toMatch(/^network +vHeat 8-16-32-64, depths 1-1-2-1, backbone$/m);
  expect(out).toMatch(/^input +96 × 64 pixels$/m);
  expect(out).toMatch(/^classes +none \(a backbone\)$/m);
  expect(out).toMatch(/^not read +meta, neck, rpn_head, roi_head, backbone\.outnorm0,/m);
});

test('it makes a model folder of one, which opens as the same, and refuses to classify with either', async () => {
  expect((await run('convert', file, 'det')).remarks).not.toMatch(/^error/m);
  const path = join(root, 'models', 'det');
  const config: unknown = JSON.parse(await readFile(join(path, 'config.json'), 'utf8'));
  expect(config).toMatchObject({ task: 'features', imageSize: 96, dims: [8, 16, 32, 64] });
  expect(config).not.toHaveProperty('classes');
  const inspected = await run('inspect', path);
  expect(inspected.out).toMatch(/^input +96 × 64 pixels$/m);
  for (const model of [file, path]) {
    const { code, remarks } = await run('classify', PHOTO, '--model', model);
    expect(code).toBe(1);
    expect(remarks).toMatch(/^error \[no-classifier\]: /m);
  }
});
