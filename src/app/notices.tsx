import { Button } from '../views/controls/button.tsx';
import { Icon } from '../views/controls/icon.tsx';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import { useMessages, useWords } from '../views/language-context.ts';
import styles from './app.module.css';

/** Messages to the user, newest last; they stay until dismissed or outdated by a success. */
export function Notices() {
  const explorer = useExplorer();
  const say = useMessages();
  const words = useWords().app.notices;
  const notices = useExplorerState((s) => s.notices);
  const stopped = useExplorerState((s) => s.status === 'error');
  const gone = notices.some(({ code }) => code === 'engine-gone');
  return (
    <div className={styles.notices}>
      {notices.map(({ kind, ...message }) => (
        <div
          key={message.code}
          role={kind === 'error' ? 'alert' : 'status'}
          aria-label={kind === 'error' ? undefined : words.note}
          data-code={message.code}
          className={`${styles.notice} ${kind === 'error' ? styles.error : ''}`}
        >
          <p>{say(message)}</p>
          <Button
            look="icon"
            aria-label={words.dismiss}
            onClick={() => explorer.dismiss(message.code)}
          >
            <Icon name="close" />
          </Button>
        </div>
      ))}
      {stopped && (
        <div className={styles.notice}>
          <p>{words.nothingRuns}</p>
          <Button
            look="primary"
            onClick={() => {
              // what goes wrong becomes a notice
              explorer.start().catch(() => undefined);
            }}
          >
            {gone ? words.startAgain : words.tryAgain}
          </Button>
        </div>
      )}
    </div>
  );
}
