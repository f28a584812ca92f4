import { proxy, transfer, wrap } from 'comlink';
import { EngineError } from './error.ts';
import { isReady } from './handshake.ts';
import type { EngineEvent, EnginePort } from './port.ts';

/** Longer than this, and people want to know what they wait for. */
const SLOW_MS = 8_000;

/** No program takes longer to come, unless the connection is broken. */
const LIMIT_MS = 60_000;

type Call = (...parameters: unknown[]) => Promise<unknown>;

/** A worker with an engine in it, until it dies. */
interface Life {
  readonly worker: Worker;
  readonly remote: Record<string, Call>;
  /** Resolves once it listens. */
  readonly listening: Promise<void>;
  /** Rejects when it dies; never resolves. */
  readonly death: Promise<never>;
}

function begin(worker: Worker): Life {
  let die: (error: EngineError) => void = () => undefined;
  const death = new Promise<never>((_, reject) => {
    die = reject;
  });
  death.catch(() => undefined); // those who call hear of it
  const listening = new Promise<void>((resolve) => {
    const timer = setTimeout(
      () => die(new EngineError('engine-gone', { fault: 'silent' })),
      LIMIT_MS,
    );
    // Before it listens an error means that its program could not be loaded; later errors end one call, not all.
    const failed = (event: Event) => {
      clearTimeout(timer);
      die(new EngineError('engine-gone', { fault: 'unloadable' }, { cause: event }));
    };
    worker.addEventListener('error', failed, { once: true });
    worker.addEventListener('message', function greet({ data }) {
      if (!isReady(data)) return;
      clearTimeout(timer);
      worker.removeEventListener('message', greet);
      worker.removeEventListener('error', failed);
      if (data.lock !== null)
        // Granted when the worker that holds it is no more.
        void navigator.locks.request(data.lock, () =>
          die(new EngineError('engine-gone', { fault: 'ended' })),
        );
      resolve();
    });
  });
  return { worker, remote: wrap(worker) as unknown as Life['remote'], listening, death };
}

/** Functions stay here and are called from there; streams go there. */
function sendable(value: unknown): unknown {
  if (typeof value === 'function') return proxy(value);
  if (typeof value !== 'object' || value === null) return value;
  const streams = Object.values(value).filter((part) => part instanceof ReadableStream);
  return streams.length > 0 ? transfer(value, streams) : value;
}

/**
 * The engine in a worker. The worker begins with {@link EnginePort.start}, and so does another when it has died.
 * Every call rejects with code `engine-gone` when the engine dies under it or is not there.
 * @param startWorker begins a worker that runs `serve.ts`
 */
export function connectEngine(startWorker: () => Worker): EnginePort {
  let life: Life | null = null;

  function revive(onEvent: (event: EngineEvent) => void): Life {
    const born = begin(startWorker());
    const slow = setTimeout(() => onEvent({ type: 'slow' }), SLOW_MS);
    void born.listening.then(() => clearTimeout(slow));
    born.death.catch((error: unknown) => {
      clearTimeout(slow);
      born.worker.terminate();
      if (life === born) life = null;
      if (error instanceof EngineError) onEvent({ type: 'gone', reason: error.coded });
    });
    return born;
  }

  async function call(name: string, parameters: unknown[]): Promise<unknown> {
    if (name === 'start') life ??= revive(parameters[1] as (event: EngineEvent) => void);
    const now = life;
    if (now === null) throw new EngineError('engine-gone', { fault: 'absent' });
    const sent = parameters.map(sendable);
    await Promise.race([now.listening, now.death]);
    return Promise.race([now.remote[name](...sent), now.death]);
  }

  // Methods are told by their names alone, so that the port is declared once.
  return new Proxy({} as EnginePort, {
    get: (_, name) =>
      typeof name === 'string' && name !== 'then'
        ? (...parameters: unknown[]) => call(name, parameters)
        : undefined,
  });
}
