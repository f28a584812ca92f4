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
      message: 'This photo is no longer in the browser’s memory. Open it again.',
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

describe('every way to fail has its own sentence', () => {
  test.each([
    [
      'cat.jpg',
      'address',
      'This is not a complete web address. It should begin with https:// and lead to a photo.',
    ],
    [
      'javascript:alert(1)',
      'scheme',
      'Addresses beginning with javascript: are not opened. Use one that begins with https://.',
    ],
    [
      'data:image/png;base64,AAAA',
      'scheme',
      'Addresses beginning with data: are not opened. Use one that begins with https://.',
    ],
    [
      'file:///home/me/cat.jpg',
      'scheme',
      'A web page may not open file: addresses. Choose the file or drop it on the window.',
    ],
  ])('%s is never requested', async (url, code, message) => {
    const server = serve(refuse);
    await expect(fetchImage(url)).rejects.toMatchObject({ code, message });
    expect(server).not.toHaveBeenCalled();
  });

  const never = () =>
    new Response(
      new ReadableStream({ start: (stream) => stream.enqueue(Uint8Array.of(0xff, 0xd8, 0xff)) }),
    );
  test.each<[string, Answer, string, string]>([
    [
      '404',
      () => new Response('', { status: 404 }),
      'http-status',
      'There is no photo at this address (HTTP 404). Check the address.',
    ],
    [
      '403',
      () => new Response('', { status: 403 }),
      'http-status',
      'The server does not give this photo to everyone (HTTP 403). Check the address.',
    ],
    [
      '503',
      () => new Response('', { status: 503 }),
      'http-status',
      'The server could not deliver the photo (HTTP 503). Try again later.',
    ],
    [
      'no CORS header',
      (_, { mode }) => (mode === 'no-cors' ? new Response() : refuse()),
      'cors',
      'photos.example does not allow other web pages to read its photos (no CORS header). Download the photo and open the file instead.',
    ],
    [
      'no server',
      refuse,
      'unreachable',
      'photos.example could not be reached. Check the address, or download the photo and open the file.',
    ],
    [
      'a web page',
      () => new Response('<!DOCTYPE html><html><body><img src="cat.jpg">'),
      'html-page',
      'The address leads to a web page, not to a photo. Copy the address of the picture itself and try again.',
    ],
    ['nothing', () => new Response(''), 'empty', 'The file is empty. Choose another photo.'],
    [
      'too much, announced',
      () => new Response('x', { headers: { 'content-length': '200000000' } }),
      'file-too-large',
      'The file is larger than photos should be (200 MB; the limit is 100 MB). Save it smaller, as a JPEG for example.',
    ],
    [
      'too much, not announced',
      () =>
        new Response(
          new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(30e6)) }),
        ),
      'file-too-large',
      'The file is larger than photos should be (120 MB; the limit is 100 MB). Save it smaller, as a JPEG for example.',
    ],
    [
      'a broken connection',
      () => new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError()) })),
      'unreachable',
      'The connection broke while the photo was downloading. Try again.',
    ],
  ])('%s', async (_, answer, code, message) => {
    serve(answer);
    await expect(openImage({ url: PHOTO })).rejects.toMatchObject({ code, message });
  });

  test.each<[string, Answer]>([
    ['before the first byte', (_, { signal }) => untilAborted(signal)],
    ['in the middle', (_, { signal }) => abortable(never(), signal)],
  ])('a stall %s', async (_, answer) => {
    serve(answer);
    await expect(fetchImage(PHOTO, { stallMilliseconds: 20 })).rejects.toMatchObject({
      code: 'stalled',
      message:
        'No data arrived from photos.example for 0.02 seconds. Try again later, or download the photo and open the file.',
    });
  });

  test('a device that is offline', async () => {
    serve(refuse);
    vi.stubGlobal('navigator', { onLine: false });
    await expect(fetchImage(PHOTO)).rejects.toMatchObject({
      code: 'offline',
      message:
        'This device is offline, so the photo cannot be downloaded. Open a file or a sample instead.',
    });
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
