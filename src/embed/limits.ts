/** The largest arguments of one call, in bytes. */
const LARGEST = 64 * 2 ** 20;

/** No arguments have more parts. */
const MOST_PARTS = 20_000;

/** Calls a second that are heard, besides those that change the state. */
const RATE = 60;

/** Whether a message is small enough to look at; walks over no more of it than it must, and over no part twice. */
export function isModest(message: unknown): boolean {
  const seen = new Set<object>();
  const left: unknown[] = [message];
  let bytes = 0;
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') bytes += 2 * value.length;
    else if (value instanceof Blob) bytes += value.size;
    else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) bytes += value.byteLength;
    else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value);
      const parts: unknown[] = Object.values(value);
      if (seen.size + left.length + parts.length > MOST_PARTS) return false;
      left.push(...parts);
    }
    if (bytes > LARGEST) return false;
  }
  return true;
}

/** Says whether one more call is within the rate; the clock is in milliseconds. */
export function rateLimit(now: () => number = () => performance.now()): () => boolean {
  let allowance = RATE;
  let last = now();
  return () => {
    const time = now();
    allowance = Math.min(RATE, allowance + ((time - last) * RATE) / 1000);
    last = time;
    if (allowance < 1) return false;
    allowance--;
    return true;
  };
}

/**
 * One change of the state at a time: those that come meanwhile are joined, the latest of each key wins, and all who
 * asked settle as the joined change does.
 */
export function joined<T extends object>(
  apply: (change: T) => Promise<void>,
): (change: T) => Promise<void> {
  let next: { change: T; done: Promise<void> } | null = null;
  let running: Promise<unknown> = Promise.resolve();
  return (change) => {
    if (next !== null) {
      Object.assign(next.change, change);
      return next.done;
    }
    const mine = { ...change };
    const done = running.then(() => {
      next = null;
      return apply(mine);
    });
    next = { change: mine, done };
    running = done.catch(() => undefined);
    return done;
  };
}
