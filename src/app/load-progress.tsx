import { useEffect, useState } from 'react';
import { Button } from '../views/controls/button.tsx';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import { megabytes } from '../views/format/format.ts';
import { useWords } from '../views/language-context.ts';
import styles from './app.module.css';

/** Anything shorter needs no progress bar. */
const SHOW_AFTER_MS = 500;

/** Bytes, rate and a way to cancel, for whatever takes longer than half a second. */
export function LoadProgress() {
  const busy = useExplorerState((s) => s.progress !== null);
  return busy ? <DelayedProgress /> : null;
}

function DelayedProgress() {
  const explorer = useExplorer();
  const words = useWords().app.progress;
  const progress = useExplorerState((s) => s.progress);
  const [started] = useState(() => performance.now());
  const [now, setNow] = useState(started);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  // The rate is that of the phase at hand, and of the bytes that came while it was watched.
  const [since, setSince] = useState({ phase: progress?.phase, loaded: 0, at: started });
  if (progress && (progress.phase !== since.phase || progress.loaded < since.loaded))
    setSince({ phase: progress.phase, loaded: progress.loaded, at: now });
  if (progress === null || now - started < SHOW_AFTER_MS) return null;

  const { phase, loaded, total } = progress;
  const rate = (1000 * (loaded - since.loaded)) / Math.max(1, now - since.at);
  const bytes =
    phase === 'prepare'
      ? ''
      : words.bytes(megabytes(loaded), total === null ? null : megabytes(total), megabytes(rate));
  return (
    <section className={styles.progress} aria-label={words.label}>
      <p>
        {words.phases[phase]} <span className={styles.bytes}>{bytes}</span>
      </p>
      <progress
        aria-label={words.phases[phase]}
        max={total ?? 1}
        {...(total === null || phase === 'prepare' ? {} : { value: loaded })}
      />
      <Button onClick={() => void explorer.cancelLoad()}>{words.cancel}</Button>
    </section>
  );
}
