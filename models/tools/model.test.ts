import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bytesSource } from '../../src/checkpoint/byte-source.ts';
import type { NamedArrays } from '../../src/checkpoint/named-array.ts';
import { readCheckpoint } from '../../src/checkpoint/read-checkpoint.ts';
import { readSafetensors, writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import { MODEL_CONFIG, parseConfig, type ModelConfig } from '../../src/engine/models/config.ts';
import { PRE_NORM_CONFIG } from '../../src/testing/pre-norm-config.ts';
import { randomVit } from '../../src/testing/random-vit.ts';
import { main } from './main.ts';
import { SERVED_FILE } from './served-file.ts';

const FIXTURES = fileURLToPath(new URL('../../src/testing/fixtures/', import.meta.url));
const PRE = join(FIXTURES, 'vheat/pre-norm');
const VIT = join(FIXTURES, 'vit/checkpoint.pth');

let root: string;
let models: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vheat-tools-test-'));
  models = join(root, 'models');
  await mkdir(models);
  await mkdir(join(root, 'tmp'));
  await writeFile(join(models, 'catalog.json'), '{"models": ["first"]}');
  vi.stubEnv('TMPDIR', join(root, 'tmp'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

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

async function catalog(): Promise<string[]> {
  const text = await readFile(join(models, 'catalog.json'), 'utf8');
  return (JSON.parse(text) as { models: string[] }).models;
}

/** A model folder as the app reads it: every part checked, joined, read. */
async function folder(id: string): Promise<{ config: ModelConfig; arrays: NamedArrays }> {
  const text = await readFile(join(models, id, 'config.json'), 'utf8');
  const config = parseConfig(MODEL_CONFIG, JSON.parse(text), 'model');
  const parts: Buffer[] = [];
  for (const { file, bytes, sha256 } of config.weights) {
    const part = await readFile(join(models, id, file));
    expect(part.length).toBe(bytes);
    expect(bytes).toBeLessThanOrEqual(16_000_000);
    expect(createHash('sha256').update(part).digest('hex')).toBe(sha256);
    parts.push(part);
  }
  const { arrays } = await readCheckpoint(bytesSource(Buffer.concat(parts)));
  return { config, arrays };
}

/** Nothing but the catalogue and these folders is there. */
async function expectNothingLeft(...folders: string[]): Promise<void> {
  expect((await readdir(models)).sort()).toEqual(['catalog.json', ...folders].sort());
  expect(await readdir(join(root, 'tmp'))).toEqual([]);
}

describe('the command line', () => {
  test('explains itself', async () => {
    for (const command of ['inspect', 'convert', 'fetch', 'classify']) {
      const { code, out } = await run(command, '--help');
      expect(code).toBe(0);
      expect(out).toContain(`npm run model -- ${command}`);
      expect((await run('--help')).out).toContain(`  ${command} <`);
    }
  });

  test.each([
    [[], ''],
    [['bogus'], 'error: there is no command "bogus". Try --help.'],
    [['constructor'], 'error: there is no command "constructor". Try --help.'],
    [['inspect'], 'error: inspect needs a file. Try inspect --help.'],
    [
      ['inspect', VIT, '--heads', 'two'],
      'error: --heads needs a whole number. Try inspect --help.',
    ],
    [
      ['inspect', VIT, '--pre-norm', '--post-norm'],
      'error: --post-norm and --pre-norm exclude each other. Try inspect --help.',
    ],
    [
      ['convert', VIT, 'x', '--dtype', 'i4'],
      'error: --dtype is f16, f32 or i8. Try convert --help.',
    ],
    [['convert', VIT], 'error: convert needs a file and a folder to write. Try convert --help.'],
    [
      ['fetch', 'ftp://x/y'],
      'error: "ftp://x/y" is neither a known model (vheat-tiny, vheat-small, vheat-base, deit-tiny) nor an http address. Try fetch --help.',
    ],
    [['classify'], 'error: classify needs an image. Try classify --help.'],
  ])('answers %j with exit code 2', async (args, message) => {
    const { code, remarks } = await run(...args);
    expect({ code, remarks }).toEqual({ code: 2, remarks: message });
  });

  test('runs as npm runs it, results and errors apart', async () => {
    const tool = fileURLToPath(new URL('model.ts', import.meta.url));
    const node = (...args: string[]) =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', tool, ...args]);
    const { stdout, stderr } = await node('inspect', `${PRE}/checkpoint.pth`);
    expect(stdout).toContain('parameters');
    expect(stderr).toBe('');
    await expect(node('inspect', join(root, 'none.pth'))).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: `error [file]: ${join(root, 'none.pth')}: there is no such file.\n`,
    });
  });
});

describe('inspect', () => {
  test('says what a file holds', async () => {
    const { code, out } = await run('inspect', `${PRE}/checkpoint.pth`);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      `file        ${PRE}/checkpoint.pth`,
      'format      torch-zip',
      'weights     model',
      'network     vHeat 8-16-32-64, depths 1-1-2-1',
      'form        training',
      'norms       pre-norm',
      'layer scale no',
      'parameters  110,834',
      'input       64 × 64 pixels',
      'classes     10',
      'not read    optimizer, lr_scheduler, max_accuracy, scaler, epoch',
    ]);
  });

  test('gives the report as JSON', async () => {
    const { out } = await run('inspect', VIT, '--heads', '2', '--json');
    expect(JSON.parse(out)).toMatchObject({ architecture: 'vit', heads: 2, classes: 10 });
  });

  test('lists every key of weights that make no network', async () => {
    const file = await readFile(join(FIXTURES, 'vit/checkpoint.safetensors'));
    const arrays = new Map(await readSafetensors(bytesSource(file)));
    arrays.delete('norm.bias');
    arrays.set('norm.weight', { stored: 'f32', shape: [1], data: new Float32Array(1) });
    const path = join(root, 'broken.safetensors');
    await writeFile(path, writeSafetensors(arrays, { dtype: 'f32' }));
    const { code, out, remarks } = await run('inspect', path, '--heads', '2');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(remarks.split('\n').slice(1)).toEqual([
      'missing     norm.bias',
      'wrong shape norm.weight [1] instead of [32]',
    ]);
  });
});

describe('convert', () => {
  test('makes a folder that the catalogue lists and the app reads', async () => {
    const { code, remarks } = await run(
      'convert',
      `${PRE}/checkpoint.pth`,
      'mine',
      '--name',
      'Mine',
    );
    expect({ code, remarks }).toEqual({ code: 0, remarks: '' });
    expect(await catalog()).toEqual(['first', 'mine']);
    await expectNothingLeft('mine');
    const { config, arrays } = await folder('mine');
    expect(config).toMatchObject({
      ...PRE_NORM_CONFIG,
      id: 'mine',
      name: 'Mine',
      parameters: 110_834,
    });
    const half = await readCheckpoint(bytesSource(await readFile(`${PRE}/checkpoint-float16.pth`)));
    expect(arrays).toEqual(half.arrays); // rounded as PyTorch rounds
    expect(await readFile(join(models, 'mine/MODEL_CARD.md'), 'utf8')).toContain('# Mine');
    expect((await run('inspect', 'mine')).out).toContain('vHeat 8-16-32-64');
  });

  test('keeps float32 when asked, and decays of the inference form always', async () => {
    await run('convert', `${PRE}/checkpoint.pth`, 'exact', '--dtype', 'f32');
    const exact = await readSafetensors(bytesSource(await readFile(`${PRE}/weights.safetensors`)));
    expect(new Map((await folder('exact')).arrays)).toEqual(exact);
    await run('convert', `${PRE}/checkpoint-inference-form.pth`, 'decays');
    const stored = [...(await folder('decays')).arrays].map(([name, { stored }]) => [name, stored]);
    expect(stored).toContainEqual(['layers.0.0.op.k_exp', 'f32']);
    expect(stored).toContainEqual(['classifier.3.weight', 'f16']);
  });

  test.each([
    ['vheat', `${PRE}/checkpoint.pth`, []],
    ['vit', VIT, ['--heads', '2']],
  ])('stores a %s in 8 bits and tells what that changes', async (_, file, options) => {
    await run('convert', file, 'exact', '--dtype', 'f32', ...options);
    const { code, out } = await run('convert', file, 'small', '--dtype', 'i8', ...options);
    expect(code).toBe(0);
    const told =
      /^logits of 8 photos: off by (\S+) on average and (\S+) at most, their spread being (\S+);/m.exec(
        out,
      );
    const [mean, largest, spread] = (told ?? []).slice(1).map(Number);
    expect(mean).toBeGreaterThan(0);
    expect(largest).toBeGreaterThan(mean);
    expect(largest).toBeLessThan(spread / 5);
    const [{ arrays: exact }, { arrays }] = [await folder('exact'), await folder('small')];
    expect([...arrays.keys()]).toEqual([...exact.keys()]);
    for (const [name, { stored, shape }] of arrays) {
      expect(shape).toEqual(exact.get(name)?.shape);
      const isInt8 = name.endsWith('.weight') && shape.length > 1;
      expect([name, stored]).toEqual([name, isInt8 ? 'i8' : 'f16']);
    }
    expect(await readFile(join(models, 'small/MODEL_CARD.md'), 'utf8')).toContain(': int8 with');
  });

  test('stores the weights of a model folder anew, and nothing else', async () => {
    await run('convert', `${PRE}/checkpoint.pth`, 'mine', '--name', 'Mine');
    const path = join(models, 'mine/config.json');
    const before = JSON.parse(await readFile(path, 'utf8')) as object;
    const more = { ...before, accuracy: { dataset: 'D', images: 1, top1: 1, top5: 1, engine: 2 } };
    await writeFile(path, JSON.stringify(more));
    await writeFile(join(models, 'mine/evidence.json'), '{}');
    expect((await run('convert', 'mine', '--name', 'Other')).code).toBe(2);
    const { code, out, remarks } = await run('convert', join(models, 'mine'), '--dtype', 'i8');
    expect(code).toBe(0);
    expect(out).toContain('logits of 8 photos');
    expect(remarks).toContain('Measure them again');
    const { weights } = (await folder('mine')).config;
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ ...more, weights });
    expect((await readdir(join(models, 'mine'))).sort()).toEqual([
      'MODEL_CARD.md',
      'config.json',
      'evidence.json',
      'weights.safetensors',
    ]);
    const card = await readFile(join(models, 'mine/MODEL_CARD.md'), 'utf8');
    expect(card.match(/## Storage/g)).toHaveLength(1);
    expect(card).toContain(': int8 with');
    await expectNothingLeft('mine');
  });

  test('cuts large weights into parts', async () => {
    const shape = { width: 384, depth: 2, heads: 6, patchSize: 16, mlpRatio: 4 };
    const arrays = randomVit({ architecture: 'vit', ...shape, classes: 1000, imageSize: 224 }, 1);
    const path = join(root, 'large.safetensors');
    await writeFile(path, writeSafetensors(arrays, { dtype: 'f32' }));
    expect((await run('convert', path, 'large', '--dtype', 'f32')).code).toBe(0);
    const large = await folder('large');
    expect(large.config.weights.map(({ file }) => file)).toEqual([
      'weights.safetensors.part1',
      'weights.safetensors.part2',
    ]);
    for (const { file } of large.config.weights) expect(file).toMatch(SERVED_FILE);
    expect(large.arrays.size).toBe(arrays.size);
    expect((await run('inspect', 'large')).out).toContain('heads       6');
  });

  test('takes labels, as many as classes', async () => {
    const path = join(root, 'labels.txt');
    const names = Array.from({ length: 10 }, (_, i) => `name ${i}`);
    await writeFile(path, `\uFEFF${names.join('\r\n')}\n`);
    await run('convert', `${PRE}/checkpoint.pth`, 'named', '--labels', path);
    expect((await folder('named')).config.labels).toEqual(names);
    await writeFile(path, JSON.stringify(names.slice(1)));
    const { code, remarks } = await run(
      'convert',
      `${PRE}/checkpoint.pth`,
      'less',
      '--labels',
      path,
    );
    expect(code).toBe(1);
    expect(remarks).toBe(
      `error [labels-count]: ${path} has 9 names, but the network has 10 classes. Give as many names as classes.`,
    );
    await expectNothingLeft('named');
  });

  test('replaces a folder only when told, and never anything else', async () => {
    await run('convert', `${PRE}/checkpoint.pth`, 'mine');
    const again = await run('convert', VIT, 'mine', '--heads', '2');
    expect(again.code).toBe(1);
    expect(again.remarks).toContain('error [exists]');
    expect(again.remarks).toContain('exists already');
    expect((await run('convert', VIT, 'mine', '--heads', '2', '--force')).code).toBe(0);
    expect((await folder('mine')).config.architecture).toBe('vit');
    expect(await catalog()).toEqual(['first', 'mine']);
    await mkdir(join(models, 'other'));
    expect((await run('convert', VIT, 'other', '--heads', '2', '--force')).code).toBe(1);
    expect((await run('convert', VIT, 'Bad Name', '--heads', '2')).code).toBe(2);
  });
});

describe('fetch', () => {
  let origin: string;
  let requests: (string | undefined)[];
  let handler: (request: IncomingMessage, response: ServerResponse, visit: number) => void;
  let file: Buffer;
  const server = createServer((request, response) => {
    requests.push(request.headers.range);
    handler(request, response, requests.length);
  });

  beforeEach(async () => {
    requests = [];
    file = await readFile(`${PRE}/checkpoint.pth`);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test('makes a model folder of a public file, with progress', async () => {
    handler = (_, response) => response.setHeader('content-length', file.length).end(file);
    const { code, remarks } = await run('fetch', `${origin}/My_Net.pth?download=1`);
    expect(code).toBe(0);
    expect(remarks).toMatch(/0\.5 MB of 0\.5 MB$/);
    expect((await folder('my-net')).config.classes).toBe(10);
    expect(await catalog()).toEqual(['first', 'my-net']);
    const card = await readFile(join(models, 'my-net/MODEL_CARD.md'), 'utf8');
    expect(card).toContain(createHash('sha256').update(file).digest('hex'));
    await expectNothingLeft('my-net');
  });

  test('takes a broken connection up where it broke', async () => {
    const half = 200_000;
    handler = ({ headers }, response, visit) => {
      if (visit === 1) {
        response.setHeader('content-length', file.length);
        response.write(file.subarray(0, half), () => setTimeout(() => response.destroy(), 50));
        return;
      }
      const start = Number(/\d+/.exec(headers.range ?? '')?.[0]);
      response.writeHead(206, {
        'content-range': `bytes ${start}-${file.length - 1}/${file.length}`,
      });
      response.end(file.subarray(start));
    };
    expect((await run('fetch', `${origin}/x.pth`)).code).toBe(0);
    expect(requests).toEqual([undefined, `bytes=${half}-`]);
    await expectNothingLeft('x');
  });

  test('fetches once more what does not hash as told', async () => {
    const sha256 = createHash('sha256').update(file).digest('hex');
    const flipped = Buffer.from(file);
    flipped[300_000] ^= 1;
    handler = (_, response, visit) => response.end(visit === 1 ? flipped : file);
    expect((await run('fetch', `${origin}/x.pth`, '--sha256', sha256)).code).toBe(0);
    expect(requests).toHaveLength(2);
  });

  const hash = '0'.repeat(64);

  test.each<[string, (response: ServerResponse) => void, string[], string]>([
    ['a 404', (r) => r.writeHead(404).end(), [], 'download-not-found'],
    ['a web page', (r) => r.setHeader('content-type', 'text/html').end('<p>'), [], 'download-html'],
    ['a truncated file', (r) => r.end(file.subarray(0, 300_000)), [], 'truncated'],
    [
      'a flipped byte',
      (r) => r.end(file.map((byte, i) => (i === 300_000 ? byte ^ 1 : byte))),
      [],
      'zip-damaged',
    ],
    ['another hash', (r) => r.end(file), ['--sha256', hash], 'download-integrity'],
    ['no checkpoint', (r) => r.end('hello'), [], 'not-checkpoint'],
  ])('leaves nothing behind after %s', async (_, answer, options, code) => {
    handler = (__, response) => answer(response);
    const { code: exit, out, remarks } = await run('fetch', `${origin}/x.pth`, ...options);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(remarks).toContain(`error [${code}]: `);
    await expectNothingLeft();
    expect(await catalog()).toEqual(['first']);
  });

  test('refuses another network than the named one', async () => {
    handler = (_, response) => response.end(file);
    const { code, remarks } = await run('fetch', 'vheat-tiny', '--from', `${origin}/x.pth`);
    expect(code).toBe(1);
    expect(remarks).toContain(
      `error [other-model]: ${origin}/x.pth holds vHeat 8-16-32-64, depths 1-1-2-1, expected vHeat-Tiny. Check the address.`,
    );
    await expectNothingLeft();
  });

  test('stops when told', async () => {
    const controller = new AbortController();
    handler = (_, response) => {
      response.write(file.subarray(0, 1000), () => controller.abort());
    };
    const remarks: string[] = [];
    const code = await main(['fetch', `${origin}/x.pth`], {
      print: () => undefined,
      remark: (line) => remarks.push(line),
      models,
      signal: controller.signal,
    });
    expect({ code, remarks }).toEqual({ code: 130, remarks: ['stopped'] });
    await expectNothingLeft();
  });
});
