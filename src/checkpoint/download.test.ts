import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { weightCache } from './cache.ts';
import { download, type DownloadOptions, type Part } from './download.ts';
import type { Coded } from '../coded/coded.ts';
import { CheckpointError, type CheckpointErrors } from './error.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, visit: number) => void;

const FILE = Uint8Array.from({ length: 4_000 }, (_, i) => (i * i) % 251);
const HALF = FILE.length / 2;

let handler: Handler;
let requests: (string | undefined)[]; // the Range header of each
let origin: string;
const server = createServer((request, response) => {
  requests.push(request.headers.range);
  handler(request, response, requests.length);
});

beforeEach(async () => {
  requests = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function part(bytes = FILE, name = 'weights.safetensors'): Part {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { url: `${origin}/${name}`, bytes: bytes.length, sha256 };
}

function fetchPart(options: Partial<DownloadOptions> = {}) {
  return download({ parts: [part()], retryAfter: 1, stallAfter: 1000, ...options });
}

/** Everything a browser's Cache API does for these tests, in a map. */
function fakeStorage() {
  const entries = new Map<string, Uint8Array<ArrayBuffer>>();
  const cache = {
    match: (key: string) => {
      const bytes = entries.get(key);
      return Promise.resolve(bytes && new Response(bytes));
    },
    put: async (key: string, response: Response) => {
      entries.set(key, new Uint8Array(await response.arrayBuffer()));
    },
    delete: (key: string) => Promise.resolve(entries.delete(key)),
  };
  const storage = { open: () => Promise.resolve(cache) } as unknown as CacheStorage;
  return { entries, cache, storage };
}

const whole: Handler = (_, response) => response.end(FILE);

/** Answers Range requests as static file servers do. */
const ranged: Handler = ({ headers }, response) => {
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  if (start > 0) {
    response.writeHead(206, {
      'content-range': `bytes ${start}-${FILE.length - 1}/${FILE.length}`,
    });
  }
  response.end(FILE.subarray(start));
};

/** Sends half of the file, then the cable is pulled. */
const brokenHalfway: Handler = (_, response) => {
  response.writeHead(200, { 'content-length': FILE.length });
  response.write(FILE.subarray(0, HALF), () => setTimeout(() => response.destroy(), 50));
};

async function contents(options: Partial<DownloadOptions> = {}): Promise<Uint8Array> {
  const { source } = await fetchPart(options);
  return source.slice(0, source.size);
}

test('parts are fetched, verified, joined, with progress that never falls', async () => {
  const cut = [FILE.subarray(0, 1_300), FILE.subarray(1_300)];
  handler = ({ url }, response) => response.end(cut[Number(url?.slice(1))]);
  const onProgress = vi.fn();
  const parts = cut.map((bytes, i) => part(bytes, String(i)));
  const { source, fetched, kept } = await fetchPart({ parts, onProgress });
  expect(await source.slice(0, source.size)).toEqual(FILE);
  expect({ fetched, kept }).toEqual({ fetched: FILE.length, kept: false });
  const loaded = onProgress.mock.calls.map(([bytes]) => bytes as number);
  expect(loaded[0]).toBe(0);
  expect(loaded.at(-1)).toBe(FILE.length);
  expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
  expect(new Set(onProgress.mock.calls.map(([, total]) => total as number))).toEqual(
    new Set([FILE.length]),
  );
});

/** An answer that is on its way, in two pieces. */
function underway(bytes: Uint8Array<ArrayBuffer>, end: 'whole' | 'broken' | 'stalled' = 'whole') {
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(bytes.slice(0, HALF));
      if (end === 'stalled') return;
      if (end === 'broken') {
        setTimeout(() => controller.error(new TypeError('network')));
        return;
      }
      controller.enqueue(bytes.slice(HALF));
      controller.close();
    },
  });
}

test('what was asked for before is taken, and not asked for again', async () => {
  handler = ranged;
  const { url } = part();
  expect(await contents({ early: { url, body: underway(FILE) } })).toEqual(FILE);
  expect(requests).toEqual([]);
});

test.each(['broken', 'stalled'] as const)(
  'what was asked for before and is %s is resumed where it ended',
  async (end) => {
    handler = ranged;
    const { url } = part();
    const early = { url, body: underway(FILE, end) };
    expect(await contents({ early, stallAfter: 100 })).toEqual(FILE);
    expect(requests).toEqual([`bytes=${HALF}-`]);
  },
);

test('what was asked for before and is damaged, or another file, is asked for', async () => {
  handler = whole;
  const { url } = part();
  const damaged = { url, body: underway(FILE.map((byte) => byte ^ 1)) };
  expect(await contents({ early: damaged })).toEqual(FILE);
  const other = { url: `${origin}/other`, body: underway(FILE) };
  expect(await contents({ early: other })).toEqual(FILE);
  expect(requests).toEqual([undefined, undefined]);
});

test('a broken connection is resumed where it broke', async () => {
  handler = (request, response, visit) =>
    (visit === 1 ? brokenHalfway : ranged)(request, response, visit);
  expect(await contents()).toEqual(FILE);
  expect(requests).toEqual([undefined, `bytes=${HALF}-`]);
});

test.each<[string, Handler]>([
  ['ignores ranges', whole],
  [
    'answers another range',
    (request, response, visit) => {
      if (request.headers.range === undefined) {
        whole(request, response, visit);
        return;
      }
      response.writeHead(206, { 'content-range': `bytes 0-${FILE.length - 1}/${FILE.length}` });
      response.end(FILE);
    },
  ],
  [
    'refuses ranges',
    (request, response, visit) => {
      if (request.headers.range === undefined) {
        whole(request, response, visit);
        return;
      }
      response.writeHead(416).end();
    },
  ],
])('a server that %s is asked for the whole file again', async (_, second) => {
  handler = (request, response, visit) =>
    (visit === 1 ? brokenHalfway : second)(request, response, visit);
  expect(await contents()).toEqual(FILE);
});

test('a connection refused for a moment is tried again', async () => {
  handler = (request, response, visit) =>
    visit === 1 ? void response.destroy() : whole(request, response, visit);
  expect(await contents()).toEqual(FILE);
});

test('a flipped byte is fetched once more', async () => {
  const flipped = FILE.slice();
  flipped[77] ^= 1;
  handler = (_, response, visit) => response.end(visit === 1 ? flipped : FILE);
  expect(await contents()).toEqual(FILE);
  expect(requests).toHaveLength(2);
});

const WEIGHTS = { file: 'weights.safetensors' };
const CASES: [string, Handler, Coded<CheckpointErrors>['code'], (url: string) => object][] = [
  [
    '404',
    (_, response) => response.writeHead(404).end('nothing'),
    'download-not-found',
    (url) => ({ url, status: 404 }),
  ],
  [
    '403',
    (_, response) => response.writeHead(403).end(),
    'download-refused',
    () => ({ ...WEIGHTS, status: 403 }),
  ],
  [
    '500, twice',
    (_, response) => response.writeHead(500).end(),
    'download-server',
    () => ({ ...WEIGHTS, status: 500 }),
  ],
  [
    'the start page of a single-page app, by its type',
    (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    'download-html',
    () => WEIGHTS,
  ],
  [
    'HTML without a type',
    (_, response) => response.end('\n <!DOCTYPE html><title>x</title>'),
    'download-html',
    () => WEIGHTS,
  ],
  [
    'a shorter file',
    (_, response) => response.end(FILE.subarray(0, 10)),
    'download-length',
    () => ({ ...WEIGHTS, bytes: 10, expected: 4000 }),
  ],
  [
    'a longer file',
    (_, response) => response.end(new Uint8Array(FILE.length + 1)),
    'download-length',
    () => ({ ...WEIGHTS, bytes: null, expected: 4000 }),
  ],
  [
    'another file of the same length, twice',
    (_, response) => response.end(new Uint8Array(FILE.length)),
    'download-integrity',
    (url) => ({ url }),
  ],
  ['half of the file again and again', brokenHalfway, 'download-broken', () => WEIGHTS],
  [
    'no connection',
    (_, response) => void response.destroy(),
    'download-unreachable',
    () => WEIGHTS,
  ],
  [
    'nothing at all',
    () => undefined,
    'download-stalled',
    () => ({ ...WEIGHTS, milliseconds: 1000 }),
  ],
];

test.each(CASES)('%s is one error', async (_, answer, code, params) => {
  handler = answer;
  const error: unknown = await fetchPart().catch((e: unknown) => e);
  expect(error).toBeInstanceOf(CheckpointError);
  expect(error).toMatchObject({ code, params: params(`${origin}/weights.safetensors`) });
});

test('a part too large to hold is refused before a byte is fetched', async () => {
  const large = { ...part(), bytes: 2 ** 40 };
  await expect(fetchPart({ parts: [large] })).rejects.toMatchObject({
    code: 'download-large',
    params: { url: `${origin}/weights.safetensors`, bytes: 2 ** 40, most: 2 ** 30 },
  });
  expect(requests).toEqual([]);
});

test('a stall halfway is resumed', async () => {
  handler = (request, response, visit) => {
    if (visit > 1) {
      ranged(request, response, visit);
      return;
    }
    response.write(FILE.subarray(0, HALF));
  };
  expect(await contents({ stallAfter: 300 })).toEqual(FILE);
  expect(requests).toEqual([undefined, `bytes=${HALF}-`]);
});

test('cancelling closes the connection and rejects with the reason', async () => {
  const controller = new AbortController();
  const closed = new Promise((resolve) => {
    handler = (_, response) => {
      response.on('close', resolve);
      response.write(FILE.subarray(0, HALF));
    };
  });
  const reading = fetchPart({
    signal: controller.signal,
    onProgress: (loaded) => loaded > 0 && controller.abort(),
  });
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  await closed;
  expect(requests).toHaveLength(1);
});

test('a second visit downloads nothing', async () => {
  handler = whole;
  const { storage } = fakeStorage();
  const cache = weightCache(() => storage);
  expect(await fetchPart({ cache })).toMatchObject({ fetched: FILE.length, kept: true });
  const onProgress = vi.fn();
  const second = await fetchPart({ cache, onProgress });
  expect(second).toMatchObject({ fetched: 0, kept: true });
  expect(await second.source.slice(0, FILE.length)).toEqual(FILE);
  expect(onProgress).toHaveBeenLastCalledWith(FILE.length, FILE.length);
  expect(requests).toHaveLength(1);
});

test.each<[string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>]>([
  ['a flipped byte', (bytes) => bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte))],
  ['a lost tail', (bytes) => bytes.slice(0, 9)],
])('a kept part with %s is dropped and fetched', async (_, damage) => {
  handler = whole;
  const { storage, entries } = fakeStorage();
  const cache = weightCache(() => storage);
  await fetchPart({ cache });
  for (const [key, bytes] of entries) entries.set(key, damage(bytes));
  expect(await contents({ cache })).toEqual(FILE);
  expect([...entries.values()]).toEqual([FILE]);
  expect(requests).toHaveLength(2);
});

test('wrong weights are never kept', async () => {
  handler = (_, response) => response.end(new Uint8Array(FILE.length));
  const { storage, entries } = fakeStorage();
  await expect(fetchPart({ cache: weightCache(() => storage) })).rejects.toThrow(CheckpointError);
  expect(entries.size).toBe(0);
});

test.each<[string, () => CacheStorage | undefined]>([
  ['no Cache API (plain http)', () => undefined],
  [
    'a sandboxed frame',
    () => {
      throw new DOMException('sandboxed', 'SecurityError');
    },
  ],
  [
    'storage denied',
    () => ({ open: () => Promise.reject(new Error('denied')) }) as unknown as CacheStorage,
  ],
  [
    'the quota used up',
    () => {
      const { storage, cache } = fakeStorage();
      cache.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
      return storage;
    },
  ],
])('with %s the weights work from memory, and that is said', async (_, storage) => {
  handler = whole;
  const cache = weightCache(storage);
  const { source, kept } = await fetchPart({ cache });
  expect(await source.slice(0, source.size)).toEqual(FILE);
  expect(kept).toBe(false);
  await cache.remove(part().sha256);
});
