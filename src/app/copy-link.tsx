import { settingsOf } from '../state/explorer.ts';
import { linkTo } from '../state/url.ts';
import { Button } from '../views/controls/button.tsx';
import { Icon } from '../views/controls/icon.tsx';
import { useCopy } from '../views/controls/use-copy.ts';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import styles from './header.module.css';

/** Copies the link to what is shown, and says what cannot be in it. */
export function CopyLink() {
  const { store } = useExplorer();
  const isOwn = useExplorerState((s) => s.photo !== null || s.images === 'own');
  const { outcome, copy } = useCopy();
  const said = {
    copied: isOwn ? 'Link copied; your photos are not in it' : 'Link copied',
    refused: 'Not allowed here: copy the page’s address',
  };
  return (
    <span className={styles.copyLink}>
      <Button
        look="icon"
        aria-label="Copy link"
        title="Copy a link to what is shown"
        onClick={() => void copy(linkTo(settingsOf(store.getState()), window.location.href))}
      >
        <Icon name={outcome === 'copied' ? 'check' : 'link'} />
      </Button>
      <span aria-live="polite" className={styles.said}>
        {outcome !== null && said[outcome]}
      </span>
    </span>
  );
}
