import { createContext, useContext } from 'react';
import type { Say } from '../content/messages/messages.ts';
import type { Words } from '../content/words/words.ts';
import type { Lang } from '../state/lang.ts';

/** The language in use: its sentences for the screens, and for coded messages. */
export interface Spoken {
  readonly lang: Lang;
  readonly words: Words;
  readonly say: Say;
}

export const LanguageContext = createContext<Spoken | null>(null);

function useSpoken(): Spoken {
  const spoken = useContext(LanguageContext);
  if (spoken === null) throw new Error('a sentence outside of LanguageContext');
  return spoken;
}

/** The sentences of the screens in the language in use. Throws outside of the app. */
export function useWords(): Words {
  return useSpoken().words;
}

/** Makes sentences of messages, in the language in use. Throws outside of the app. */
export function useMessages(): Say {
  return useSpoken().say;
}

/** The language in use. Throws outside of the app. */
export function useLang(): Lang {
  return useSpoken().lang;
}
