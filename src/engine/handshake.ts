/** What the engine's worker says first, once it listens. */
export const READY = 'vheat-engine-ready';

export interface Ready {
  readonly type: typeof READY;
  /** Name of the Web Lock that the worker holds while it lives; null where there are none. */
  readonly lock: string | null;
}

export function isReady(message: unknown): message is Ready {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === READY
  );
}
