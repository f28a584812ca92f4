import { codedOf, type Coded } from '../coded/coded.ts';
import type { Message } from '../state/messages.ts';
import type { ApiErrors } from './messages.ts';

type Sayable = Message | Coded<ApiErrors>;

/** Makes the sentence of a message. */
export type Say = (message: Sayable) => string;

/** The keys at fault, where a message has any, in words like the rest. */
function keysOf({ params }: Sayable, say: Say) {
  if (!('keys' in params)) return {};
  const { missing, unexpected, wrongShape } = params.keys;
  const shapes = wrongShape.map((fault) => say({ code: 'wrong-shape', params: fault }));
  return { keys: { missing, unexpected, wrongShape: shapes } };
}

/** A failure as programs of others get it: a code, a sentence, and the keys at fault where there are any. */
export class SpokenError extends Error {
  override readonly name = 'SpokenError';

  constructor(
    readonly code: string,
    message: string,
    extras: object,
  ) {
    super(message);
    Object.assign(this, extras);
  }
}

/** Any thrown value as a failure in words; one that has them already stays. */
export function spoken(error: unknown, say: Say): SpokenError {
  if (error instanceof SpokenError) return error;
  const message = codedOf(error) as Sayable;
  return new SpokenError(message.code, say(message), keysOf(message, say));
}
