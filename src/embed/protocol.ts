import * as v from 'valibot';

/** What a page may ask of the app in its frame: the calls of `window.vheat`, and two of the protocol's own. */
export const CALLS = [
  'ready',
  'classify',
  'open',
  'capture',
  'field',
  'robustness',
  'memory',
  'state',
  'setState',
  /** Settings as a link's query has them; what it does not name goes back to its default. */
  'follow',
  /** Events of this name are sent from now on. */
  'subscribe',
] as const;

export const EVENTS = ['status', 'state', 'predictions', 'frame', 'error'] as const;

const version = v.literal(1);

/** From the embedding page to the app. */
export const REQUEST = v.object({
  vheat: version,
  /** Chosen by the page; comes back with the answer. */
  id: v.pipe(v.number(), v.safeInteger()),
  call: v.picklist(CALLS),
  args: v.optional(v.pipe(v.array(v.unknown()), v.maxLength(3)), []),
});

/** From the app to the embedding page. `listening` comes once, when requests are heard; `key` is one the app does not use. */
export const MESSAGE = v.union([
  v.object({
    vheat: version,
    id: v.number(),
    error: v.object({ code: v.string(), message: v.string() }),
  }),
  v.object({ vheat: version, id: v.number(), result: v.unknown() }),
  v.object({
    vheat: version,
    event: v.picklist([...EVENTS, 'listening', 'key']),
    value: v.unknown(),
  }),
]);

export type Call = (typeof CALLS)[number];
export type EventName = (typeof EVENTS)[number];
export type Request = v.InferOutput<typeof REQUEST>;
export type Message = v.InferOutput<typeof MESSAGE>;
