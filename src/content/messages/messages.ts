import type { ApiErrors } from '../../embed/messages.ts';
import type { AnyCoded, Coded } from '../../coded/coded.ts';
import type { Message } from '../../state/messages.ts';

/** Everything there is a sentence for. */
export type Sayable = Message | Coded<ApiErrors>;

/** The parameters of a code. */
export type ParamsOf<C extends Sayable['code']> = Extract<Sayable, { code: C }>['params'];

/** Makes the sentence of a message in the language in use. */
export type Say = (message: Sayable) => string;

/** A sentence, or a phrase of one, by code; messages within a message are said by `say`. */
export type Sentences<M extends AnyCoded> = {
  readonly [C in M['code']]: (params: Extract<M, { code: C }>['params'], say: Say) => string;
};

/** All sentences of one language: one that is missing does not compile. */
export type Messages = Sentences<Sayable>;

/** The phrase of a table for one of its codes. */
export function phrase<M extends AnyCoded>(table: Sentences<M>, { code, params }: M, say: Say) {
  return table[code as M['code']](params, say);
}

/** Speaks by a table. */
export function sayIn(table: Messages): Say {
  const say: Say = (message) => phrase<Sayable>(table, message, say);
  return say;
}
