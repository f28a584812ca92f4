import type { Progress } from '../port.ts';
import { ImageError } from './error.ts';
import { MAX_FILE_BYTES, tooLarge } from './limits.ts';

export interface FetchOptions {
  /** Cancels: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Longest wait for the next byte. */
  readonly stallMilliseconds?: number | undefined;
}

/**
 * Downloads a photo the user named by address, without cookies or referrer.
 * @param address absolute, http(s) or blob
 * @throws {ImageError} `address`, `scheme`, `offline`, `mixed-content`, `unreachable`, `cors`, `http-status`,
 *   `stalled`, `file-too-large`
 */
export async function fetchImage(
  address: string,
  { signal, onProgress, stallMilliseconds = 15_000 }: FetchOptions = {},
): Promise<Blob> {
  const url = checkedUrl(address);
  const stall = new AbortController();
  const signals = AbortSignal.any(signal ? [signal, stall.signal] : [stall.signal]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const touch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(), stallMilliseconds);
  };
  touch();
  try {
    const response = await request(url, signals);
    touch();
    if (!response.ok) throw new ImageError('http-status', { status: response.status });
    return await readBody(response, touch, onProgress);
  } catch (error) {
    signal?.throwIfAborted();
    if (stall.signal.aborted) {
      throw new ImageError(
        'stalled',
        { host: url.host, milliseconds: stallMilliseconds },
        { cause: error },
      );
    }
    if (error instanceof ImageError) throw error;
    throw new ImageError('unreachable', { fault: 'broken', host: url.host }, { cause: error });
  } finally {
    clearTimeout(timer);
    stall.abort(); // releases a body that was not read to its end
  }
}

function checkedUrl(address: string): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch (cause) {
    throw new ImageError('address', {}, { cause });
  }
  if (!['http:', 'https:', 'blob:'].includes(url.protocol))
    throw new ImageError('scheme', { protocol: url.protocol });
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && self.location.protocol === 'https:' && !local)
    throw new ImageError('mixed-content');
  return url;
}

async function request(url: URL, signal: AbortSignal): Promise<Response> {
  const options = { signal, credentials: 'omit', referrerPolicy: 'no-referrer' } as const;
  try {
    return await fetch(url, options);
  } catch (cause) {
    signal.throwIfAborted();
    if (url.protocol === 'blob:') {
      throw new ImageError('unreachable', { fault: 'forgotten', host: '' }, { cause });
    }
    if (!navigator.onLine) {
      throw new ImageError('offline', {}, { cause });
    }
    // A refusal by CORS and a dead server look alike; a request without a readable answer tells them apart.
    const alive = await fetch(url, { ...options, method: 'HEAD', mode: 'no-cors' }).then(
      () => true,
      () => false,
    );
    signal.throwIfAborted();
    throw alive
      ? new ImageError('cors', { host: url.host }, { cause })
      : new ImageError('unreachable', { fault: 'silent', host: url.host }, { cause });
  }
}

async function readBody(
  response: Response,
  touch: () => void,
  onProgress: FetchOptions['onProgress'],
): Promise<Blob> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  const encoded = response.headers.has('content-encoding');
  const total = declared > 0 && !encoded ? declared : null;
  if (total !== null && total > MAX_FILE_BYTES) throw tooLarge(total);
  if (response.body === null) return new Blob();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  let loaded = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    touch();
    chunks.push(next.value);
    loaded += next.value.length;
    if (loaded > MAX_FILE_BYTES) throw tooLarge(loaded);
    onProgress?.({ phase: 'download', loaded, total });
  }
  return new Blob(chunks);
}
