import type { Lang } from '../state/lang.ts';
import type { Messages } from './messages/messages.ts';
import type { Words } from './words/words.ts';

/** All sentences of one language: those of coded messages, and those of the screens. */
export interface Language {
  readonly lang: Lang;
  readonly messages: Messages;
  readonly words: Words;
}

const LANGUAGES: Record<Lang, () => Promise<{ readonly language: Language }>> = {
  en: () => import('./en.ts'),
  zh: () => import('./zh.ts'),
};

/** Loads a language; only those in use are. Rejects where its program does not arrive. */
export async function loadLanguage(lang: Lang): Promise<Language> {
  return (await LANGUAGES[lang]()).language;
}
