import { execFile, execFileSync, spawn } from 'node:child_process';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from './main.ts';

const FIXTURES = fileURLToPath(new URL('../../src/testing/fixtures/', import.meta.url));
const GOOD = join(FIXTURES, 'cases/good.pth');
const TOOL = fileURLToPath(new URL('model.ts', import.meta.url));
const MODELS = fileURLToPath(new URL('..', import.meta.url));

let root: string;
let models: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vheat-places-test-'));
  models = join(root, 'models');
  await mkdir(models);
  await mkdir(join(root, 'tmp'));
  vi.stubEnv('TMPDIR', join(root, 'tmp'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const remarks: string[] = [];
  const code = await main(args, {
    print: () => undefined,
    remark: (line) => remarks.push(line),
    models,
    signal: new AbortController().signal,
  });
  return { code, remarks: remarks.join('\n') };
}

async function expectClean(...folders: string[]): Promise<void> {
  expect((await readdir(models)).sort()).toEqual(folders.sort());
  // tsx keeps a cache of its own there.
  const left = await readdir(join(root, 'tmp'));
  expect(left.filter((name) => !name.startsWith('tsx-'))).toEqual([]);
}

const linux = process.platform === 'linux';
const isRoot = process.getuid?.() === 0;

describe('an id is a name, never a path', () => {
  test.each([
    '../evil',
    '..',
    '.',
    '/tmp/evil',
    'a/b',
    'a\\b',
    'Bad',
    '',
    '.hidden',
    'x'.repeat(65),
  ])('%j', async (id) => {
    const { code, remarks } = await run('fetch', 'deit-tiny', '--id', id);
    expect({ code, remarks }).toEqual({
      code: 2,
      remarks: `error: "${id}" cannot be the id of a model: use small letters, digits, dots and hyphens. Try fetch --help.`,
    });
    await expectClean();
  });
});

describe('places that take no model', () => {
  test.runIf(linux).each([
    ['/proc/x', 'nothing can be made there'],
    ['/proc/deeper/x', 'nothing can be made there'],
    ['/dev/null/x', 'a part of its path is a file, not a folder'],
    [join(GOOD, 'x'), 'a part of its path is a file, not a folder'],
  ])('%s', async (path, why) => {
    const { code, remarks } = await run('convert', GOOD, path);
    expect({ code, remarks }).toEqual({ code: 1, remarks: `error [file]: ${path}: ${why}.` });
  });

  test('a file, or a folder of something else', async () => {
    for (const name of ['file', 'folder'])
      await (name === 'file' ? writeFile(join(models, name), 'mine') : mkdir(join(models, name)));
    for (const name of ['file', 'folder']) {
      expect((await run('convert', GOOD, name)).remarks).toContain('exists already');
      expect((await run('convert', GOOD, name, '--force')).code).toBe(1);
    }
    expect(await readFile(join(models, 'file'), 'utf8')).toBe('mine');
    await expectClean('file', 'folder');
  });

  test.runIf(linux && isRoot)('a full disk and one that is read-only', async () => {
    const disk = join(root, 'disk');
    await mkdir(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return; // containers may not mount
    }
    try {
      const weights = join(FIXTURES, 'vheat/pre-norm/weights.safetensors');
      for (const path of [join(disk, 'x'), join(disk, 'a/b/x')]) {
        const { code, remarks } = await run('convert', weights, path, '--dtype', 'f32');
        expect({ code, remarks }).toEqual({
          code: 1,
          remarks: `error [file]: ${path}: the disk is full.`,
        });
        expect(await readdir(disk)).toEqual([]);
      }
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      const { remarks } = await run('convert', GOOD, join(disk, 'x'));
      expect(remarks).toBe(`error [file]: ${join(disk, 'x')}: the disk is read-only.`);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  test('a model folder that cannot be replaced stays', async () => {
    await run('convert', GOOD, 'mine');
    const before = await readFile(join(models, 'mine/config.json'), 'utf8');
    const none = join(root, 'none.pth');
    expect((await run('convert', none, 'mine', '--force')).code).toBe(1);
    expect(await readFile(join(models, 'mine/config.json'), 'utf8')).toBe(before);
    await expectClean('mine');
  });
});

describe('inputs that are no files', () => {
  test.runIf(linux).each([
    ['/dev/zero', 'it is a device or a pipe, not a file'],
    ['/tmp', 'it is a folder'],
  ])('%s', async (path, why) => {
    const expected = { code: 1, remarks: expect.stringContaining(`${path}: ${why}.`) as string };
    expect(await run('inspect', path)).toEqual(expected);
    expect(await run('classify', path, '--model', GOOD)).toEqual(expected);
    expect(await run('convert', GOOD, 'x', '--labels', path)).toEqual(expected);
    await expectClean();
  });

  test.runIf(linux)('a pipe that nobody writes to', async () => {
    const pipe = join(root, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    expect((await run('inspect', pipe)).remarks).toContain('it is a device or a pipe');
  });
});

describe('a download', () => {
  const server = createServer((_, response) => answer(response));
  let answer: (response: ServerResponse) => void;
  let origin: string;

  beforeEach(async () => {
    if (!server.listening)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test('speaks of the network, not of what browsers allow', async () => {
    const address = origin.replace(/\d+$/, '9'); // discard: nobody listens
    for (const url of [`${address}/x.pth`, 'http://host.invalid/x.pth']) {
      const { code, remarks } = await run('fetch', url);
      expect(code).toBe(1);
      expect(remarks).toMatch(/^error \[download-unreachable\]: Could not download http/);
      expect(remarks).not.toContain('CORS');
    }
    await expectClean();
  });

  test('of an id that another one writes is refused, and the other ends well', async () => {
    const file = await readFile(GOOD);
    const others: Promise<{ code: number; remarks: string }>[] = [];
    answer = (response) => {
      if (others.length === 0) others.push(run('fetch', `${origin}/b.pth`, '--id', 'same'));
      void others[0].then(() => response.end(file));
    };
    expect((await run('fetch', `${origin}/a.pth`, '--id', 'same')).code).toBe(0);
    expect(await others[0]).toMatchObject({
      code: 1,
      remarks: expect.stringContaining('error [busy]: Another command') as string,
    });
    await expectClean('same');
    expect((await run('fetch', `${origin}/a.pth`, '--id', 'next')).code).toBe(0);
  });

  test('takes the place of one that was killed', async () => {
    const file = await readFile(GOOD);
    answer = (response) => response.end(file);
    await writeFile(join(models, '.x.lock'), '999999999');
    await mkdir(join(models, '.x.partial'));
    expect((await run('fetch', `${origin}/x.pth`)).code).toBe(0);
    await expectClean('x');
  });

  test.runIf(linux).each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ended by %s leaves nothing behind', async (signal, expected) => {
    const id = `signal-test-${signal.toLowerCase()}`;
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', TOOL, 'fetch', `${origin}/x.pth`, '--id', id],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    answer = (response) => {
      response.write('PK', () => {
        child.kill(signal);
        child.kill(signal); // as a terminal and npm may both do
      });
    };
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect({ code, said }).toEqual({ code: expected, said: 'stopped\n' });
    expect((await readdir(MODELS)).filter((name) => name.includes(id))).toEqual([]);
    await expectClean();
  });
});

test.runIf(linux)('results that cannot be written end with exit code 1', async () => {
  const command = `"${process.execPath}" --import tsx "${TOOL}" inspect "${GOOD}"`;
  await expect(promisify(execFile)('sh', ['-c', `${command} > /dev/full`])).rejects.toMatchObject({
    code: 1,
    stderr: 'error [file]: the results could not be written: the disk is full.\n',
  });
  const { stderr } = await promisify(execFile)('sh', ['-c', `${command} | head -1`]);
  expect(stderr).toBe('');
});
