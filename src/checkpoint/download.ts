import { bytesSource, joinSources, type ByteSource } from './byte-source.ts';
import type { WeightCache } from './cache.ts';
import { CheckpointError } from './error.ts';
import { sha256 } from './integrity.ts';
import { transfer, type Timing } from './transfer.ts';

/** Parts are held in memory whole; publishers cut them far smaller. */
const MAX_PART_BYTES = 2 ** 30;

/** One file of the weights as its publisher describes it. */
export interface Part {
  readonly url: string;
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

export interface DownloadOptions extends Timing {
  readonly parts: readonly Part[];
  readonly cache?: WeightCache | undefined;
  /** The answer for one of the parts, where it was asked for before. */
  readonly early?: { readonly url: string; readonly body: ReadableStream<Uint8Array> } | null;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes that are here, kept ones included, and the bytes of all parts; never falls. */
  readonly onProgress?: ((loaded: number, total: number) => void) | undefined;
}

export interface Download {
  /** The parts joined in their order, verified. */
  readonly source: ByteSource;
  /** Bytes that came over the network; 0 when everything was kept from an earlier visit. */
  readonly fetched: number;
  /** Whether the next visit will find all parts kept; false means they live in memory only. */
  readonly kept: boolean;
}

/**
 * Brings weights here: kept parts from the cache, the others over the network, each verified against its SHA-256. A
 * kept part that fails is dropped and fetched; a fetched part that fails is fetched once more.
 * @throws {CheckpointError} `download-integrity`, `download-large`, and all of {@link transfer}
 */
export async function download(options: DownloadOptions): Promise<Download> {
  const { parts, cache, signal, onProgress } = options;
  const total = parts.reduce((sum, part) => sum + part.bytes, 0);
  let before = 0;
  let reported = -1;
  const progress = (loaded: number) => {
    if (loaded <= reported) return; // a part that starts over does not move the bar back
    reported = loaded;
    onProgress?.(loaded, total);
  };
  const sources: ByteSource[] = [];
  let fetched = 0;
  let kept = true;
  progress(0);
  for (const part of parts) {
    signal?.throwIfAborted();
    let bytes = cache ? await readKept(part, cache) : null;
    if (!bytes) {
      const start = before;
      bytes = await fetchVerified(part, options, (loaded) => progress(start + loaded));
      fetched += bytes.length;
      kept = (await cache?.write(part.sha256, bytes)) === true && kept;
    }
    sources.push(bytesSource(bytes));
    before += part.bytes;
    progress(before);
  }
  signal?.throwIfAborted();
  return { source: joinSources(sources), fetched, kept };
}

async function readKept(part: Part, cache: WeightCache): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = await cache.read(part.sha256);
  if (!bytes || (await matches(part, bytes))) return bytes;
  await cache.remove(part.sha256);
  return null;
}

async function fetchVerified(
  part: Part,
  { early, signal, stallAfter, retryAfter }: DownloadOptions,
  onProgress: (loaded: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  if (part.bytes > MAX_PART_BYTES) {
    throw new CheckpointError('download-large', {
      url: part.url,
      bytes: part.bytes,
      most: MAX_PART_BYTES,
    });
  }
  const bytes = new Uint8Array(part.bytes);
  for (const reload of [false, true]) {
    let end = 0;
    const sink = {
      write(chunk: Uint8Array) {
        bytes.set(chunk, end);
        end += chunk.length;
      },
      restart() {
        end = 0;
      },
    };
    const { url, bytes: length } = part;
    await transfer({
      url,
      bytes: length,
      early: early?.url === url && !reload ? early.body : null,
      sink,
      reload,
      signal,
      onProgress,
      stallAfter,
      retryAfter,
    });
    if (await matches(part, bytes)) return bytes;
  }
  throw new CheckpointError('download-integrity', { url: part.url });
}

async function matches(part: Part, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  return bytes.length === part.bytes && (await sha256(bytes)) === part.sha256.toLowerCase();
}
