import { Button } from '../views/controls/button.tsx';
import { Icon } from '../views/controls/icon.tsx';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import styles from './app.module.css';

/** Messages to the user, newest last; they stay until dismissed or outdated by a success. */
export function Notices() {
  const explorer = useExplorer();
  const notices = useExplorerState((s) => s.notices);
  const stopped = useExplorerState((s) => s.status === 'error');
  const gone = notices.some(({ code }) => code === 'engine-gone');
  return (
    <div className={styles.notices}>
      {notices.map(({ kind, code, message }) => (
        <div
          key={code}
          role={kind === 'error' ? 'alert' : 'status'}
          aria-label={kind === 'error' ? undefined : 'Note'}
          data-code={code}
          className={`${styles.notice} ${kind === 'error' ? styles.error : ''}`}
        >
          <p>{message}</p>
          <Button look="icon" aria-label="Dismiss" onClick={() => explorer.dismiss(code)}>
            <Icon name="close" />
          </Button>
        </div>
      ))}
      {stopped && (
        <div className={styles.notice}>
          <p>No network is running. The page needs one to show anything.</p>
          <Button
            look="primary"
            onClick={() => {
              // what goes wrong becomes a notice
              explorer.start().catch(() => undefined);
            }}
          >
            {gone ? 'Start it again' : 'Try again'}
          </Button>
        </div>
      )}
    </div>
  );
}
