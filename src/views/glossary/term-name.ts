import type { Words } from '../../content/words/words.ts';

/** Name of a term of the glossary. */
export type TermName = keyof Words['glossary']['terms'];
