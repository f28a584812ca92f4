import type { en } from './en.ts';

/**
 * The sentences of the screens, an area a view: typed by the English ones, so that one that is missing in another
 * language does not compile. In a sentence `**word**` is bold, and `[word](term)` opens the glossary's card of `term`.
 */
export type Words = typeof en;
