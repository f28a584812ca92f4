import * as v from 'valibot';
import { MESSAGE, type Call, type Message } from '../protocol.ts';

type Answer = Extract<Message, { id: number }>;
type Event = Extract<Message, { event: string }>;

/** Speaks the protocol with the app in a frame. */
export interface Client {
  /** Waits until the app listens; rejects with an Error that has a `code`. */
  call(call: Call, ...args: unknown[]): Promise<unknown>;
  /** Ends listening; what was asked stays without an answer. */
  close(): void;
}

/**
 * @param origin of the app, to which alone anything is sent
 * @param onEvent told of everything the app says unasked, `listening` first
 */
export function createClient(
  frame: HTMLIFrameElement,
  origin: string,
  onEvent: (event: Event) => void,
): Client {
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  let begin: () => void = () => undefined;
  const listening = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const onMessage = ({ source, data }: MessageEvent<unknown>) => {
    if (source === null || source !== frame.contentWindow) return;
    const message = v.safeParse(MESSAGE, data);
    if (!message.success) return;
    if ('event' in message.output) {
      if (message.output.event === 'listening') begin();
      onEvent(message.output);
    } else {
      waiting.get(message.output.id)?.(message.output);
      waiting.delete(message.output.id);
    }
  };
  window.addEventListener('message', onMessage);
  return {
    async call(call, ...args) {
      await listening;
      const id = ++last;
      const answer = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      frame.contentWindow?.postMessage({ vheat: 1, id, call, args }, origin);
      const said = await answer;
      if ('error' in said)
        throw Object.assign(new Error(said.error.message), { code: said.error.code });
      return said.result;
    },
    close: () => window.removeEventListener('message', onMessage),
  };
}
