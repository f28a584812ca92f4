import {
  acceptSettings,
  DEFAULTS,
  defaultsOf,
  PLACES,
  SETTING_KEYS,
  type Settings,
} from './settings.ts';
import { settingsOf, type Explorer } from './explorer.ts';
import { formatSearch, parseSearch } from './url.ts';

const STORAGE_KEY = 'vheat-explorer';

/** Browsers refuse more than about 100 history changes in half a minute. */
const REPLACE_AFTER_MS = 300;

/** Settings to begin with: the link's, then what this browser remembers. */
export function initialSettings(window: Window): {
  settings: Partial<Settings>;
  refused: string[];
} {
  const { accepted, refused } = parseSearch(window.location.search);
  return { settings: { ...remembered(window), ...accepted }, refused };
}

function remembered({ localStorage }: Window): Partial<Settings> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    const local = Object.entries(stored).filter(([key]) =>
      SETTING_KEYS.some((k) => k === key && PLACES[k].local),
    );
    return acceptSettings(Object.fromEntries(local)).accepted;
  } catch {
    return {}; // storage denied or damaged: start fresh
  }
}

function remember({ localStorage }: Window, settings: Settings): void {
  const local = SETTING_KEYS.filter((key) => PLACES[key].local && settings[key] !== DEFAULTS[key]);
  try {
    localStorage.setItem(
      STORAGE_KEY,
      JSON.stringify(Object.fromEntries(local.map((key) => [key, settings[key]]))),
    );
  } catch {
    // storage denied or full: the setting holds for this visit
  }
}

/**
 * Keeps the address bar a link to what is shown: a new view, photo or model makes a history step, knobs
 * replace the last one. Back and forward set the state.
 */
export function syncHistory(explorer: Explorer, window: Window): void {
  const { store } = explorer;
  let timer: number | undefined;

  const address = () => window.location.pathname + formatSearch(settingsOf(store.getState()));
  const replace = () => {
    window.clearTimeout(timer);
    timer = undefined;
    window.history.replaceState(null, '', address());
  };

  store.subscribe((state, previous) => {
    const changed = SETTING_KEYS.filter((key) => state[key] !== previous[key]);
    if (changed.length === 0) return;
    if (changed.some((key) => PLACES[key].local)) remember(window, settingsOf(state));
    if (!changed.some((key) => PLACES[key].url)) return;
    const isStep = changed.some((key) => PLACES[key].history === 'push');
    // What loading fills in is no step the user took.
    if (
      isStep &&
      state.status !== 'loading' &&
      address() !== window.location.pathname + window.location.search
    ) {
      window.clearTimeout(timer);
      timer = undefined;
      window.history.pushState(null, '', address());
    } else timer ??= window.setTimeout(replace, REPLACE_AFTER_MS);
  });

  window.addEventListener('popstate', () => {
    const { accepted } = parseSearch(window.location.search);
    const { theme, lang } = store.getState();
    const sample = store.getState().samples.at(0)?.id ?? null;
    explorer
      .set({ ...defaultsOf(accepted.view ?? DEFAULTS.view), theme, lang, sample, ...accepted })
      .catch(() => undefined);
  });
}
