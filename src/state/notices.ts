import type { StoreApi } from 'zustand/vanilla';
import { asMessage, rejection, type Message } from './messages.ts';

/** One message to the user. */
export type Notice = { readonly kind: 'error' | 'note' } & Message;

/** More are read by nobody; the oldest goes. */
const MOST = 4;

/** Notes on what is so, whatever the user does next; all others are on what they did last. */
const STANDING: ReadonlySet<string> = new Set([
  'engine-slow',
  'image-note',
  'model-left-out',
  'model-warning',
  'not-kept',
  'panels',
]);

/** What no user needs to be told of: they asked for it themselves. */
const QUIET: ReadonlySet<string> = new Set(['superseded', 'cancelled']);

export interface Notices {
  /** Shows a notice. There is one error at a time, the newest, and one note of each code. */
  readonly notify: (notice: Notice) => void;
  readonly dismiss: (code: string) => void;
  /** Errors are outdated. */
  readonly clearErrors: () => void;
  /** What the user asked for succeeded: errors and notes on what they did before are outdated. */
  readonly succeeded: () => void;
  /** Tells the user of a failure, unless it is of their own making. */
  readonly tell: (error: unknown) => void;
  /** Tells the user, and gives the same failure to the caller. */
  readonly fail: (error: unknown) => never;
}

export function createNotices({
  setState,
}: Pick<StoreApi<{ readonly notices: readonly Notice[] }>, 'setState'>): Notices {
  const keep = (isKept: (notice: Notice) => boolean) =>
    setState(({ notices }) => ({ notices: notices.filter(isKept) }));

  function notify(notice: Notice): void {
    const isOutdated = ({ kind, code }: Notice) =>
      code === notice.code || (kind === 'error' && notice.kind === 'error');
    setState(({ notices }) => ({
      notices: [...notices.filter((n) => !isOutdated(n)), notice].slice(-MOST),
    }));
  }

  function tell(error: unknown): void {
    const message = asMessage(error);
    if (!QUIET.has(message.code)) notify({ kind: 'error', ...message });
  }

  return {
    notify,
    dismiss: (code) => keep((n) => n.code !== code),
    clearErrors: () => keep((n) => n.kind === 'note'),
    succeeded: () => keep((n) => n.kind === 'note' && STANDING.has(n.code)),
    tell,
    fail(error) {
      tell(error);
      throw rejection(asMessage(error));
    },
  };
}
