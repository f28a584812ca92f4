import type { Settings } from './settings.ts';

/** A language of the app. */
export type Lang = Exclude<Settings['lang'], 'browser'>;

/** The language of what is chosen; where the browser's own is wanted, the first of its languages that the app speaks, else English. */
export function resolveLang(lang: Settings['lang'], browser: readonly string[]): Lang {
  if (lang !== 'browser') return lang;
  for (const tag of browser) {
    const [primary] = tag.toLowerCase().split('-');
    if (primary === 'en' || primary === 'zh') return primary;
  }
  return 'en';
}
