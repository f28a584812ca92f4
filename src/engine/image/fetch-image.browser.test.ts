import { afterEach, describe, expect, test, vi } from 'vitest';
import { quarters } from '../../testing/photo.ts';
import type { Progress } from '../port.ts';
import { fetchImage } from './fetch-image.ts';
import { openImage } from './open-image.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

type Answer = (url: URL, init: RequestInit) => Response | Promise<Response>;

/** Puts a server of the test's own behind `fetch`. */
function serve(answer: Answer) {
  const server = vi.fn(async (url: URL, init: RequestInit) => Promise.resolve(answer(url, init)));
  vi.stubGlobal('fetch', server);
  return server;
}

const refuse = () => Promise.reject(new TypeError('Failed to fetch'));
const PHOTO = 'https://photos.example/cat.jpg';

describe('photos by address', () => {
  test('a blob address', async () => {
    const url = URL.createObjectURL(new Blob([await quarters('image/png')]));
    const { pixels } = await openImage({ url });
    expect([pixels.width, pixels.height]).toEqual([64, 32]);
    URL.revokeObjectURL(url);
    await expect(openImage({ url })).rejects.toMatchObject({
      code: 'unreachable',
      params: { fault: 'forgotten' },
    });
  });

  test('arrives in pieces, with progress, without cookies or referrer', async () => {
    const png = await quarters('image/png');
    const server = serve(() => {
      const pieces = [png.slice(0, 50), png.slice(50)];
      const body = new ReadableStream({
        pull: (stream) => {
          const piece = pieces.shift();
          if (piece) stream.enqueue(piece);
          else stream.close();
        },
      });
      return new Response(body, { headers: { 'content-length': String(png.length) } });
    });
    const progress: Progress[] = [];
    await openImage({ url: PHOTO }, { onProgress: (step) => progress.push(step) });
    expect(progress).toEqual([
      { phase: 'download', loaded: 50, total: png.length },
      { phase: 'download', loaded: png.length, total: png.length },
    ]);
    expect(server).toHaveBeenCalledOnce();
    expect(server.mock.calls[0][1]).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
  });
});

describe('every way to fail has its own code', () => {
  test.each([
    ['cat.jpg', 'address', {}],
    ['javascript:alert(1)', 'scheme', { protocol: 'javascript:' }],
    ['data:image/png;base64,AAAA', 'scheme', { protocol: 'data:' }],
    ['file:///home/me/cat.jpg', 'scheme', { protocol: 'file:' }],
  ])('%s is never requested', async (url, code, params) => {
    const server = serve(refuse);
    await expect(fetchImage(url)).rejects.toMatchObject({ code, params });
    expect(server).not.toHaveBeenCalled();
  });

  const never = () =>
    new Response(
      new ReadableStream({ start: (stream) => stream.enqueue(Uint8Array.of(0xff, 0xd8, 0xff)) }),
    );
  test.each<[string, Answer, string, object]>([
    ['404', () => new Response('', { status: 404 }), 'http-status', { status: 404 }],
    ['403', () => new Response('', { status: 403 }), 'http-status', { status: 403 }],
    ['503', () => new Response('', { status: 503 }), 'http-status', { status: 503 }],
    [
      'no CORS header',
      (_, { mode }) => (mode === 'no-cors' ? new Response() : refuse()),
      'cors',
      { host: 'photos.example' },
    ],
    ['no server', refuse, 'unreachable', { fault: 'silent', host: 'photos.example' }],
    [
      'a web page',
      () => new Response('<!DOCTYPE html><html><body><img src="cat.jpg">'),
      'html-page',
      {},
    ],
    ['nothing', () => new Response(''), 'empty', { file: 'photo' }],
    [
      'too much, announced',
      () => new Response('x', { headers: { 'content-length': '200000000' } }),
      'file-too-large',
      { bytes: 200e6, most: 100e6 },
    ],
    [
      'too much, not announced',
      () =>
        new Response(
          new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(30e6)) }),
        ),
      'file-too-large',
      { bytes: 120e6, most: 100e6 },
    ],
    [
      'a broken connection',
      () => new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError()) })),
      'unreachable',
      { fault: 'broken', host: 'photos.example' },
    ],
  ])('%s', async (_, answer, code, params) => {
    serve(answer);
    await expect(openImage({ url: PHOTO })).rejects.toMatchObject({ code, params });
  });

  test.each<[string, Answer]>([
    ['before the first byte', (_, { signal }) => untilAborted(signal)],
    ['in the middle', (_, { signal }) => abortable(never(), signal)],
  ])('a stall %s', async (_, answer) => {
    serve(answer);
    await expect(fetchImage(PHOTO, { stallMilliseconds: 20 })).rejects.toMatchObject({
      code: 'stalled',
      params: { host: 'photos.example', milliseconds: 20 },
    });
  });

  test('a device that is offline', async () => {
    serve(refuse);
    vi.stubGlobal('navigator', { onLine: false });
    await expect(fetchImage(PHOTO)).rejects.toMatchObject({
      code: 'offline',
      params: {},
    });
  });

  test('an address that a secure page may not load', async () => {
    const server = serve(refuse);
    vi.stubGlobal('self', { location: { protocol: 'https:' } });
    await expect(fetchImage('http://photos.example/cat.jpg')).rejects.toMatchObject({
      code: 'mixed-content',
    });
    expect(server).not.toHaveBeenCalled();
  });

  test('a port where nothing listens, for real', async () => {
    await expect(fetchImage('http://127.0.0.1:9/cat.jpg')).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  test('cancelling rejects with the reason', async () => {
    serve((_, { signal }) => untilAborted(signal));
    const controller = new AbortController();
    const fetched = fetchImage(PHOTO, { signal: controller.signal });
    controller.abort(new Error('another photo'));
    await expect(fetched).rejects.toThrow('another photo');
  });
});

/** Never answers, as `fetch` does until it is aborted. */
function untilAborted(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
}

/** A response whose body fails on abort, as `fetch`'s does. */
function abortable(response: Response, signal: AbortSignal | null | undefined): Response {
  const pipe = new TransformStream<Uint8Array, Uint8Array>();
  response.body?.pipeTo(pipe.writable, signal ? { signal } : {}).catch(() => undefined);
  return new Response(pipe.readable);
}
