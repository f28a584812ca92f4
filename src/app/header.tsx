import { useState } from 'react';
import { switchTheme } from '../state/theme.ts';
import { Button } from '../views/controls/button.tsx';
import { Icon } from '../views/controls/icon.tsx';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import { millions } from '../views/format/format.ts';
import { inputText } from '../views/format/input-size.ts';
import { AboutDialog } from './about-dialog.tsx';
import { BackendBadge } from './backend-badge.tsx';
import { CopyLink } from './copy-link.tsx';
import { KnobChip } from './knob-chip.tsx';
import { VIEW_LIST } from './view-list.ts';
import styles from './header.module.css';

/** Brand, views, what runs where, and the page's own switches. */
export function Header() {
  const explorer = useExplorer();
  const view = useExplorerState((s) => s.view);
  const model = useExplorerState((s) => s.classifier);
  const [about, setAbout] = useState(false);

  return (
    <header className={styles.header}>
      <span className={styles.brand}>
        <i aria-hidden="true" />
        vHeat Explorer
      </span>
      <nav aria-label="Views" className={styles.nav}>
        {VIEW_LIST.map((entry) => (
          <button
            key={entry.view}
            type="button"
            aria-current={entry.view === view ? 'page' : undefined}
            onClick={() => void explorer.set({ view: entry.view })}
          >
            {entry.title}
          </button>
        ))}
      </nav>
      <div className={styles.right}>
        <KnobChip />
        {model && (
          <button
            type="button"
            className={`${styles.chip} ${styles.model}`}
            title="Choose another model"
            onClick={() => void explorer.set({ view: 'models' })}
          >
            <b dir="auto">{model.name}</b> · {inputText(model)} · {millions(model.parameters)}
          </button>
        )}
        <BackendBadge />
        <Button
          look="icon"
          aria-label="Tour"
          title="Tour: ten chapters"
          onClick={() => void explorer.set({ tour: '1' })}
        >
          <Icon name="tour" />
        </Button>
        <Button
          look="icon"
          aria-label="Present"
          title="Present (P)"
          onClick={() => void explorer.set({ present: true })}
        >
          <Icon name="present" />
        </Button>
        <CopyLink />
        <Button
          look="icon"
          aria-label="Switch between dark and light"
          onClick={() => void switchTheme(explorer, window)}
        >
          <Icon name="theme" />
        </Button>
        <Button look="icon" aria-label="About and cite" onClick={() => setAbout(true)}>
          <Icon name="info" />
        </Button>
      </div>
      {about && <AboutDialog onClose={() => setAbout(false)} />}
    </header>
  );
}
