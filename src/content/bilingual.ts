import type { Lang } from '../state/lang.ts';

/** One sentence or more, in every language of the app. */
export type Bilingual = Readonly<Record<Lang, string>>;
