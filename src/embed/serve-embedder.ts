import * as v from 'valibot';
import { acceptSettings } from '../state/accept.ts';
import { settingsOf, type Explorer } from '../state/explorer.ts';
import { settingsOfLink } from '../state/history.ts';
import { topPredictions } from '../state/prediction.ts';
import type { Settings } from '../state/settings.ts';
import { parseSearch } from '../state/url.ts';
import { createConsent, type Consent } from './consent.ts';
import { isModest, joined, rateLimit } from './limits.ts';
import { isUsersModel, isUsersOwn, type Ingredient } from './ownership.ts';
import { ApiError } from './messages.ts';
import type { PageApi } from './page-api.ts';
import { REQUEST, EVENTS, type EventName, type Message, type Request } from './protocol.ts';
import { spoken, type Say } from './spoken.ts';

/** Calls that only change or tell what is set: any number a second, joined. */
const OF_STATE: ReadonlySet<unknown> = new Set(['setState', 'follow', 'state']);

/** What the answers to calls are made of, so far as it can be the user's own. */
function ingredientsOf({ call, args }: Request): readonly Ingredient[] {
  const question = args.at(0) as { images?: unknown } | null | undefined;
  switch (call) {
    case 'classify':
      return ['classifier'];
    case 'capture':
      return ['photo', 'vheat'];
    case 'field':
      return question?.images === 'samples' ? ['vheat', 'vit'] : ['photo', 'vheat', 'vit'];
    case 'robustness':
      return ['vheat', 'vit'];
    default:
      return [];
  }
}

function checked(given: unknown): Partial<Settings> {
  const isSettings = typeof given === 'object' && given !== null && !Array.isArray(given);
  const { accepted, refused } = acceptSettings(
    isSettings ? (given as Record<string, unknown>) : {},
  );
  if (isSettings && refused.length === 0) return accepted;
  throw new ApiError('bad-state', { refused });
}

/**
 * Answers the page around this one, or the one that opened it, by the protocol. A page of another origin drives the
 * settings freely; what comes of the user's own photos and checkpoints it gets once they allow it. Everything else that
 * arrives is ignored.
 * @param say makes the sentences of errors
 * @returns what the user is asked
 */
export function serveEmbedder(
  explorer: Explorer,
  api: PageApi,
  say: Say,
  embedder: Window,
  window: Window,
): Consent {
  const { store } = explorer;
  const consent = createConsent(window.location.origin);
  const isWithinRate = rateLimit();
  const change = joined((settings: Partial<Settings>) => explorer.follow(settings));
  const subscribed = new Map<EventName, Set<string>>();

  /** An origin that is not told cannot be sent to by name; it gets nothing that is the user's own unasked. */
  const send = (message: Message, origin: string) =>
    embedder.postMessage(message, origin === 'null' ? '*' : origin);

  const isWithheld = (made: readonly Ingredient[], origin: string) =>
    isUsersOwn(store.getState(), made) && !consent.mayRead(origin);

  /** Names of the user's files are theirs too. */
  function stateFor(origin: string): Settings {
    const state = store.getState();
    const settings = settingsOf(state);
    const isTheirs = isUsersModel(state, settings.model) && !consent.mayRead(origin);
    return isTheirs ? { ...settings, model: null } : settings;
  }

  /** What of an event this origin gets; undefined for nothing. */
  function valueFor(event: EventName, value: unknown, origin: string): unknown {
    if (event === 'state') return stateFor(origin);
    if (event === 'predictions')
      return isWithheld(['photo', 'classifier'], origin) ? undefined : value;
    if (
      event === 'error' &&
      isUsersOwn(store.getState(), ['photo', 'classifier', 'vheat', 'vit'])
    ) {
      const { code } = value as { code: string };
      return consent.mayRead(origin)
        ? value
        : { code, message: say({ code: 'private', params: {} }) };
    }
    return value;
  }

  function tell(event: EventName, value: unknown): void {
    for (const origin of subscribed.get(event) ?? []) {
      const told = valueFor(event, value, origin);
      if (told !== undefined) send({ vheat: 1, event, value: told }, origin);
    }
  }

  function tellPredictions(): void {
    const { result, classifier } = store.getState();
    if (result !== null && classifier?.head.task === 'classify')
      tell('predictions', topPredictions(result, classifier.head));
  }

  function subscribe(name: unknown, origin: string): void {
    const result = v.safeParse(v.picklist(EVENTS), name);
    if (!result.success) throw new ApiError('bad-event', { of: 'subscribe' });
    const event = result.output;
    if (!subscribed.has(event)) api.on(event, (value) => tell(event, value));
    subscribed.set(event, (subscribed.get(event) ?? new Set()).add(origin));
    if (event === 'predictions') tellPredictions();
  }

  async function run({ call, args }: Request, origin: string): Promise<unknown> {
    switch (call) {
      case 'state':
        return stateFor(origin);
      case 'setState':
        return change(checked(args[0]));
      case 'follow': {
        const { accepted } = parseSearch(String(args[0]));
        linkPlays = accepted.play === true;
        return change(settingsOfLink(accepted, settingsOf(store.getState())));
      }
      case 'subscribe':
        subscribe(args[0], origin);
        return undefined;
      default:
        // Each call reads its own arguments.
        return (api[call] as (...given: readonly unknown[]) => Promise<unknown>)(...args);
    }
  }

  async function answer(request: Request, origin: string): Promise<void> {
    const made = ingredientsOf(request);
    const { id } = request;
    const guard = () => {
      if (isWithheld(made, origin)) throw new ApiError('private');
    };
    try {
      guard();
      const result = await run(request, origin);
      // The user may have opened something of their own meanwhile.
      guard();
      send({ vheat: 1, id, result }, origin);
    } catch (error) {
      const { code, message } = spoken(error, say);
      send({ vheat: 1, id, error: { code, message } }, origin);
    }
  }

  let linkPlays = store.getState().play;
  /** What reveal.js says to the frames of a slide. */
  function onSlide(said: unknown): void {
    // What goes wrong becomes a notice.
    if (said === 'slide:start' && linkPlays) explorer.set({ play: true }).catch(() => undefined);
    else if (said === 'slide:stop') explorer.set({ play: false }).catch(() => undefined);
  }

  window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== embedder) return;
    onSlide(data);
    if (typeof data !== 'object' || data === null || !('vheat' in data)) return;
    const isOfState = 'call' in data && OF_STATE.has(data.call);
    if ((!isOfState && !isWithinRate()) || !isModest(data)) return;
    const request = v.safeParse(REQUEST, data);
    if (request.success) void answer(request.output, origin);
  });
  consent.subscribe(() => {
    if (consent.asked === null) tellPredictions();
  });
  embedder.postMessage({ vheat: 1, event: 'listening', value: null } satisfies Message, '*');
  return consent;
}
