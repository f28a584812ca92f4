import { Popover } from 'radix-ui';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { setKnobsText } from '../views/format/knobs.ts';
import { Button } from '../views/controls/button.tsx';
import { Icon } from '../views/controls/icon.tsx';
import { useMedia } from '../views/controls/use-media.ts';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import { useWords } from '../views/language-context.ts';
import { AboutDialog } from './about-dialog.tsx';
import { KnobChip } from './knob-chip.tsx';
import { Switches } from './switches.tsx';
import { VIEW_LIST } from './view-list.ts';
import styles from './header.module.css';

const ShareDialog = lazy(() => import('./share/share-dialog.tsx'));

/** Brand, views, what runs where, and the page's own switches: in one row, on a phone behind a menu. */
export function Header() {
  const [dialog, setDialog] = useState<'share' | 'about' | null>(null);
  const close = () => setDialog(null);
  const isPhone = useMedia('(max-width: 700px)');
  const words = useWords().app;
  const switches = (
    <>
      <KnobChip />
      <Switches onShare={() => setDialog('share')} onAbout={() => setDialog('about')} />
    </>
  );

  return (
    <header className={styles.header}>
      <span className={styles.brand}>
        <i aria-hidden="true" />
        <span className={isPhone ? 'visually-hidden' : undefined}>{words.name}</span>
      </span>
      <Navigation />
      <div className={styles.right}>{isPhone ? <Menu>{switches}</Menu> : switches}</div>
      {dialog === 'about' && <AboutDialog onClose={close} />}
      {dialog === 'share' && (
        <Suspense>
          <ShareDialog onClose={close} />
        </Suspense>
      )}
    </header>
  );
}

/** The views by name; the one that is shown is in sight, however narrow the window. */
function Navigation() {
  const explorer = useExplorer();
  const view = useExplorerState((s) => s.view);
  const words = useWords();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [view, words]);
  return (
    <nav ref={nav} aria-label={words.app.views} className={styles.nav}>
      {VIEW_LIST.map((entry) => (
        <button
          key={entry.view}
          type="button"
          aria-current={entry.view === view ? 'page' : undefined}
          onClick={() => void explorer.set({ view: entry.view })}
        >
          {words[entry.view].title}
        </button>
      ))}
    </nav>
  );
}

/** What a narrow window has no room for; a dot says that time or diffusivity are not as trained. */
function Menu({ children }: { readonly children: ReactNode }) {
  const { app: words, format } = useWords();
  const knobs = useExplorerState(setKnobsText);
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button look="icon" aria-label={knobs === '' ? words.menu : format.list(words.menu, knobs)}>
          <Icon name="menu" />
          {knobs !== '' && <i className={styles.set} aria-hidden="true" />}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={`${styles.popover} ${styles.menu}`}
          aria-label={words.menu}
          sideOffset={8}
          collisionPadding={12}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
