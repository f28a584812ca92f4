import { CheckpointError } from './error.ts';

const STALL_MILLISECONDS = 20_000;
const RETRY_MILLISECONDS = 1_000;
/** Attempts in a row that bring nothing new before the transfer is given up. */
const FRUITLESS_ATTEMPTS = 2;

const RETRIED: ReadonlySet<string> = new Set([
  'download-unreachable',
  'download-broken',
  'download-stalled',
  'download-server',
  'download-length',
]);

/** Where the bytes go, in order. */
export interface Sink {
  write(chunk: Uint8Array): void | Promise<void>;
  /** Forgets everything written: the server starts over from the first byte. */
  restart(): void | Promise<void>;
}

export interface Timing {
  /** Milliseconds without a byte after which a connection counts as stalled; 20,000 unless told. */
  readonly stallAfter?: number | undefined;
  /** Milliseconds before a broken connection is tried again; 1,000 unless told. */
  readonly retryAfter?: number | undefined;
}

export interface TransferOptions extends Timing {
  readonly url: string;
  /** Exact length of the file, or null when nobody has said. */
  readonly bytes: number | null;
  readonly sink: Sink;
  /** The body of an answer that is on its way already: it is taken first. */
  readonly early?: ReadableStream<Uint8Array> | null | undefined;
  /** Bytes the sink holds already, from an earlier transfer. */
  readonly start?: number | undefined;
  /** Passes over the browser's HTTP cache. */
  readonly reload?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes that the sink holds, and the file's length when known. */
  readonly onProgress?: ((loaded: number, total: number | null) => void) | undefined;
}

/**
 * Fetches one file into a sink. A connection that breaks or stalls is taken up again where it broke, by a Range
 * request where the server allows it, from the start where not, until two attempts in a row bring nothing new.
 * @returns the length of the file
 * @throws {CheckpointError} `download-unreachable`, `download-not-found`, `download-refused` (other 4xx),
 *   `download-server` (5xx), `download-html`, `download-length`, `download-broken`, `download-stalled`
 */
export async function transfer(options: TransferOptions): Promise<number> {
  const { signal, retryAfter = RETRY_MILLISECONDS } = options;
  const attempt = new Attempt(options);
  let furthest = attempt.position;
  let fruitless = 0;
  for (;;) {
    const { isEarly } = attempt;
    try {
      signal?.throwIfAborted();
      await attempt.run();
      return attempt.position;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof CheckpointError && RETRIED.has(error.code))) throw error;
      if (isEarly) continue; // now it is asked for as if nobody had before
      fruitless = attempt.position > furthest ? 0 : fruitless + 1;
      furthest = Math.max(furthest, attempt.position);
      if (fruitless >= FRUITLESS_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryAfter));
    }
  }
}

/** One connection after another for the same file. */
class Attempt {
  /** Bytes the sink holds. */
  position: number;
  private first = true;
  /** Whether the next answer is the one that is on its way already. */
  isEarly: boolean;
  private readonly file: string;

  constructor(private readonly options: TransferOptions) {
    this.position = options.start ?? 0;
    this.isEarly = options.early != null;
    this.file = options.url.replace(/[?#].*$/, '').replace(/^.*\//, '') || options.url;
  }

  async run(): Promise<void> {
    const { bytes, stallAfter = STALL_MILLISECONDS, signal } = this.options;
    if (this.position === bytes) return;
    const stall = new AbortController();
    let timer = setTimeout(() => stall.abort(), stallAfter);
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => stall.abort(), stallAfter);
    };
    try {
      await this.receive(AbortSignal.any(signal ? [signal, stall.signal] : [stall.signal]), alive);
    } catch (cause) {
      if (!stall.signal.aborted) throw cause;
      throw new CheckpointError(
        'download-stalled',
        { file: this.file, milliseconds: stallAfter },
        { cause },
      );
    } finally {
      clearTimeout(timer);
      stall.abort(); // closes a connection that an error left open
    }
  }

  private async receive(signal: AbortSignal, alive: () => void): Promise<void> {
    const response = await this.request(signal);
    await this.requireFile(response);
    const { bytes } = this.options;
    const total = bytes ?? this.announcedLength(response);
    const reader = response.body?.getReader();
    for (;;) {
      const { done, value } = await this.read(reader);
      if (done || !value) break;
      alive();
      if (this.position === 0 && isHtml(value)) throw this.html();
      if (bytes !== null && this.position + value.length > bytes) {
        throw this.wrongLength(null, bytes);
      }
      await this.options.sink.write(value);
      this.position += value.length;
      this.options.onProgress?.(this.position, total);
    }
    if (bytes !== null && this.position < bytes) throw this.wrongLength(this.position, bytes);
  }

  private async request(signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> =
      this.position > 0 ? { Range: `bytes=${this.position}-` } : {};
    const cache = this.options.reload || !this.first ? 'no-store' : 'default';
    const { early } = this.options;
    if (early && this.isEarly) {
      this.isEarly = false;
      return new Response(early.pipeThrough(new TransformStream(), { signal }));
    }
    this.first = false;
    try {
      // A stranger's host learns neither who asks nor from which page.
      return await fetch(this.options.url, {
        ...{ signal, headers, cache },
        credentials: 'same-origin',
        referrerPolicy: 'no-referrer',
      });
    } catch (cause) {
      throw new CheckpointError('download-unreachable', { file: this.file }, { cause });
    }
  }

  /** Accepts the whole file or the rest asked for; anything else is an error. */
  private async requireFile(response: Response): Promise<void> {
    const { status } = response;
    const { url } = this.options;
    if (status === 404 || status === 410) {
      throw new CheckpointError('download-not-found', { url, status });
    }
    if (status === 416 || (status === 206 && !this.continues(response))) {
      await this.startOver();
      throw this.broken();
    }
    if (!response.ok) {
      throw new CheckpointError(status >= 500 ? 'download-server' : 'download-refused', {
        file: this.file,
        status,
      });
    }
    if (response.headers.get('content-type')?.startsWith('text/html')) throw this.html();
    if (status !== 206 && this.position > 0) await this.startOver();
  }

  /** Servers of other origins may hide the header; the checksum judges then. */
  private continues(response: Response): boolean {
    const range = response.headers.get('content-range');
    return range === null || range.startsWith(`bytes ${this.position}-`);
  }

  private async startOver(): Promise<void> {
    this.position = 0;
    await this.options.sink.restart();
  }

  private announcedLength(response: Response): number | null {
    const length = response.headers.get('content-length');
    if (length === null || response.headers.has('content-encoding')) return null;
    return this.position + Number(length);
  }

  private async read(
    reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  ): Promise<{ done: boolean; value?: Uint8Array | undefined }> {
    try {
      return reader ? await reader.read() : { done: true };
    } catch (cause) {
      throw this.broken(cause);
    }
  }

  private html(): CheckpointError {
    return new CheckpointError('download-html', { file: this.file });
  }

  private broken(cause?: unknown): CheckpointError {
    return new CheckpointError('download-broken', { file: this.file }, { cause });
  }

  private wrongLength(bytes: number | null, expected: number): CheckpointError {
    return new CheckpointError('download-length', { file: this.file, bytes, expected });
  }
}

function isHtml(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head.subarray(0, 256)).trimStart().toLowerCase();
  return text.startsWith('<!doctype html') || text.startsWith('<html');
}
