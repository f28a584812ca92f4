import { expose, transfer, transferHandlers } from 'comlink';
import { CodedError } from '../coded/coded.ts';
import { Engine } from './engine.ts';
import { READY, type Ready } from './handshake.ts';

// Comlink sends an error's name, message and stack: code and parameters must come along.
const thrown = transferHandlers.get('throw');
if (thrown !== undefined)
  transferHandlers.set('throw', {
    canHandle: (value): value is unknown => thrown.canHandle(value),
    serialize(value: unknown) {
      const [serialized, moved] = thrown.serialize(value) as [
        { isError: boolean; value: Record<string, unknown> },
        Transferable[],
      ];
      const { value: error } = value as { value: unknown };
      if (error instanceof CodedError) Object.assign(serialized.value, error.coded);
      return [serialized, moved];
    },
    deserialize: (value) => thrown.deserialize(value),
  });

/** The memory of every typed array in an answer. */
function buffersOf(answer: unknown): ArrayBuffer[] {
  if (typeof answer !== 'object' || answer === null) return [];
  if (ArrayBuffer.isView(answer)) return [answer.buffer as ArrayBuffer];
  return Object.values(answer).flatMap(buffersOf);
}

/** The engine, its answers' arrays handed over instead of copied. */
const port = new Proxy(new Engine(), {
  get(engine, name) {
    const method: unknown = Reflect.get(engine, name);
    if (typeof method !== 'function') return undefined;
    return async (...parameters: unknown[]) => {
      const answer: unknown = await Reflect.apply(method, engine, parameters);
      const buffers = new Set(buffersOf(answer));
      return buffers.size === 0 ? answer : transfer(answer, [...buffers]);
    };
  },
});

/**
 * A lock that this worker holds as long as it lives, so that its page hears of its death whatever the cause;
 * null where the page is not allowed locks.
 */
async function lifeline(): Promise<string | null> {
  const name = `vheat-engine-${performance.timeOrigin}-${Math.random()}`;
  try {
    await new Promise<void>((held, denied) => {
      navigator.locks
        .request(name, () => {
          held();
          return new Promise(() => undefined);
        })
        .catch(denied);
    });
    return name;
  } catch {
    return null;
  }
}

expose(port);
void lifeline().then((lock) => postMessage({ type: READY, lock } satisfies Ready));
