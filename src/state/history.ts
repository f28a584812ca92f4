import { acceptSettings, type Misfit } from './accept.ts';
import {
  DEFAULTS,
  defaultsOf,
  PLACES,
  SETTING_KEYS,
  type SettingKey,
  type Settings,
} from './settings.ts';
import { settingsOf, type Explorer, type ExplorerState } from './explorer.ts';
import { formatSearch, parseSearch } from './url.ts';

const STORAGE_KEY = 'vheat-explorer';

/** Browsers refuse more than about 100 history changes in half a minute: this leaves some to steps and clicks. */
const REPLACE_AFTER_MS = 500;

/**
 * Settings to begin with: the link's, then what this browser remembers. A link that names nothing but tastes begins with
 * the kept network that was used last.
 */
export function initialSettings(window: Window): {
  settings: Partial<Settings>;
  refused: Misfit[];
} {
  const { accepted, refused } = parseSearch(window.location.search);
  const { model, ...tastes } = remembered(window);
  const isBare = Object.keys(accepted).every((key) => PLACES[key as SettingKey].local);
  return { settings: { ...tastes, ...(isBare && model && { model }), ...accepted }, refused };
}

// Where site data is blocked, even naming the storage throws.
function remembered(window: Window): Partial<Settings> {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(STORAGE_KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    const local = Object.entries(stored).filter(([key]) =>
      SETTING_KEYS.some((k) => k === key && (k === 'model' || PLACES[k].local)),
    );
    return acceptSettings(Object.fromEntries(local)).accepted;
  } catch {
    return {}; // storage denied or damaged: start fresh
  }
}

function remember(window: Window, settings: Settings, model: string | null): void {
  const local = SETTING_KEYS.filter((key) => PLACES[key].local && settings[key] !== DEFAULTS[key]);
  try {
    window.localStorage.setItem(
      STORAGE_KEY,
      JSON.stringify({
        ...Object.fromEntries(local.map((key) => [key, settings[key]])),
        ...(model !== null && { model }),
      }),
    );
  } catch {
    // storage denied or full: the setting holds for this visit
  }
}

/** The network in use where it is one that this browser keeps. */
function keptOf({ catalog, model }: ExplorerState): string | null {
  return catalog.some(({ id, kept }) => kept && id === model) ? model : null;
}

/** All settings as a link has them: what it does not name is at its default, but for tastes and the photo shown. */
export function settingsOfLink(accepted: Partial<Settings>, now: Settings): Partial<Settings> {
  const { sample, photo } = now;
  const tastes = SETTING_KEYS.filter((key) => PLACES[key].local).map((key) => [key, now[key]]);
  const names = accepted.sample !== undefined || accepted.photo !== undefined;
  return {
    ...defaultsOf(accepted.view ?? DEFAULTS.view),
    ...(Object.fromEntries(tastes) as Partial<Settings>),
    ...(names ? {} : { sample, photo }),
    ...accepted,
  };
}

/**
 * Keeps the address bar a link to what is shown: a new view, photo or model makes a history step, knobs
 * replace the last one. Back and forward set the state; the photo stays where a step names none.
 */
export function syncHistory(explorer: Explorer, window: Window): void {
  const { store } = explorer;
  let timer: number | undefined;
  // What a visit that names no network begins with; a visit by a link does not change it.
  let begin = remembered(window).model ?? null;
  const isBegun = begin !== null && store.getState().model === begin;
  let following = false;
  // Steps of a frame would be in the way of the Back of the page around it.
  const isFrame = window.self !== window.top;

  const here = () => window.location.pathname + window.location.search;
  let shown = here();
  const addressOf = (state: ExplorerState) =>
    window.location.pathname + formatSearch(settingsOf(state));
  const address = () => addressOf(store.getState());
  const replace = (state = store.getState()) => {
    window.clearTimeout(timer);
    timer = undefined;
    window.history.replaceState(null, '', addressOf(state));
    shown = here();
  };

  store.subscribe((state, previous) => {
    const before = begin;
    const isChosen = state.model !== previous.model || state.catalog !== previous.catalog;
    const isStarted = isBegun && previous.status === 'loading';
    if (state.status !== 'loading' && (isChosen || isStarted)) begin = keptOf(state);
    const changed = SETTING_KEYS.filter((key) => state[key] !== previous[key]);
    if (begin !== before || changed.some((key) => PLACES[key].local))
      remember(window, settingsOf(state), begin);
    if (changed.length === 0) return;
    // Played time is written when it pauses: a step per frame would use up what the browser allows.
    if (state.play && changed.every((key) => key === 't')) return;
    if (!changed.some((key) => PLACES[key].url)) return;
    const isStep = changed.some((key) => PLACES[key].history === 'push');
    // What loading fills in is no step the user took.
    if (isStep && !isFrame && !following && state.status !== 'loading' && address() !== here()) {
      // The step that is left says all that was shown: knobs and played time are written late.
      if (timer !== undefined || previous.play) replace(previous);
      window.history.pushState(null, '', address());
      shown = here();
    } else if (!following || state.status !== 'loading')
      timer ??= window.setTimeout(replace, REPLACE_AFTER_MS);
  });

  // Nothing that is shown is lost to a reload.
  window.addEventListener('pagehide', () => {
    if (timer !== undefined || store.getState().play) replace();
  });
  window.addEventListener('popstate', () => {
    if (here() === shown) return; // a place in the page, such as the skip link's
    shown = here();
    const { accepted } = parseSearch(window.location.search);
    const settings = settingsOfLink(accepted, settingsOf(store.getState()));
    following = true;
    const isLoading = store.getState().status === 'loading';
    const done = explorer.follow(settings).catch(() => undefined);
    const arrive = () => {
      following = false;
    };
    // Before the start is over, some of it is set only afterwards.
    if (isLoading) void done.then(arrive);
    else arrive();
  });
}
