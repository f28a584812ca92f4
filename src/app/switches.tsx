import { switchTheme } from '../state/theme.ts';
import { Button } from '../views/controls/button.tsx';
import { Icon } from '../views/controls/icon.tsx';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import { millions } from '../views/format/format.ts';
import { inputText } from '../views/format/input-size.ts';
import { useWords } from '../views/language-context.ts';
import { BackendBadge } from './backend-badge.tsx';
import styles from './header.module.css';

interface Props {
  readonly onShare: () => void;
  readonly onAbout: () => void;
}

/** What runs where, and what the page can do of its own. */
export function Switches({ onShare, onAbout }: Props) {
  const explorer = useExplorer();
  const model = useExplorerState((s) => s.classifier);
  const {
    app: words,
    share: { button: share },
  } = useWords();
  return (
    <>
      {model && (
        <button
          type="button"
          className={`${styles.chip} ${styles.model}`}
          title={words.chooseModel}
          onClick={() => void explorer.set({ view: 'models' })}
        >
          <b dir="auto">{model.name}</b> · {inputText(model)} · {millions(model.parameters)}
        </button>
      )}
      <BackendBadge />
      <Button
        look="icon"
        aria-label={words.tour.name}
        title={words.tour.title}
        onClick={() => void explorer.set({ tour: '1' })}
      >
        <Icon name="tour" />
      </Button>
      <Button
        look="icon"
        aria-label={words.present.name}
        title={words.present.title}
        onClick={() => void explorer.set({ present: true })}
      >
        <Icon name="present" />
      </Button>
      <Button look="icon" aria-label={share.name} title={share.title} onClick={onShare}>
        <Icon name="share" />
      </Button>
      <Button
        look="icon"
        lang={words.language.lang}
        title={words.language.title}
        onClick={() => void explorer.set({ lang: words.language.lang })}
      >
        {words.language.name}
      </Button>
      <Button
        look="icon"
        aria-label={words.theme}
        title={words.theme}
        onClick={() => void switchTheme(explorer, window)}
      >
        <Icon name="theme" />
      </Button>
      <Button
        look="icon"
        aria-label={words.about.title}
        title={words.about.title}
        onClick={onAbout}
      >
        <Icon name="info" />
      </Button>
    </>
  );
}
