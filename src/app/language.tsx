import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { loadLanguage } from '../content/language.ts';
import { sayIn, type Say } from '../content/messages/messages.ts';
import type { Explorer } from '../state/explorer.ts';
import { resolveLang, type Lang } from '../state/lang.ts';
import { LanguageContext, type Spoken } from '../views/language-context.ts';

/** The language in use; `spoken` is null until the first one has come, `broken` where it does not come. */
interface Speech {
  readonly spoken: Spoken | null;
  readonly broken: boolean;
}

/** Loads the language that is chosen whenever another is, and keeps `lang` of the document what is shown. */
export function watchLanguage({ store }: Explorer, window: Window): StoreApi<Speech> {
  const speech = createStore<Speech>(() => ({ spoken: null, broken: false }));
  let wanted: Lang | null = null;
  const follow = () => {
    const lang = resolveLang(store.getState().lang, window.navigator.languages);
    if (lang === wanted) return;
    wanted = lang;
    loadLanguage(lang).then(
      ({ messages, words }) => {
        if (lang !== wanted) return; // a later choice overtook it
        window.document.documentElement.lang = lang === 'zh' ? 'zh-CN' : lang;
        speech.setState({ spoken: { lang, words, say: sayIn(messages) }, broken: false });
      },
      () => {
        if (lang !== wanted) return;
        wanted = null; // choosing it again tries again
        speech.setState({ broken: true });
      },
    );
  };
  store.subscribe(follow);
  window.addEventListener('languagechange', follow);
  follow();
  return speech;
}

/** Says messages in whatever language is in use; before one has come, their codes. */
export function sayAsSpoken(speech: StoreApi<Speech>): Say {
  return (message) => speech.getState().spoken?.say(message) ?? message.code;
}

interface Props {
  readonly speech: StoreApi<Speech>;
  readonly children: ReactNode;
}

/** Gives the page its language; what is shown waits for the first one. */
export function LanguageProvider({ speech, children }: Props) {
  const { spoken, broken } = useStore(speech);
  if (spoken !== null) return <LanguageContext value={spoken}>{children}</LanguageContext>;
  if (!broken) return null;
  // There are no words of any language: both, and no more than it takes.
  return (
    <p role="alert">
      The connection broke. 连接中断。{' '}
      <button type="button" onClick={() => window.location.reload()}>
        Try again 重试
      </button>
    </p>
  );
}
