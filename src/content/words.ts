import type { Settings } from '../state/settings.ts';

/** One sentence or more, in every language of the app. */
export type Words = Readonly<Record<Settings['lang'], string>>;
