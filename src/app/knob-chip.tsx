import { useEffect, useRef } from 'react';
import type { ExplorerState } from '../state/explorer.ts';
import { isAsTrained } from '../state/knobs.ts';
import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import { reachText, setKnobsText } from '../views/format/knobs.ts';
import { useWords } from '../views/language-context.ts';
import { writeText } from '../views/write-text.ts';
import styles from './header.module.css';

/** The name is said anew when the knobs have not moved for this long. */
const REST_MS = 300;

/**
 * Says in every view that time or diffusivity are not as trained, and where; one click sets them back. Its place in the
 * header is always kept, so that nothing moves when it comes, goes or counts.
 */
export function KnobChip() {
  const shown = useExplorerState((s) => !isAsTrained(s));
  return <div className={styles.slot}>{shown && <Chip />}</div>;
}

/** Its text is written without React, because played time changes it in every frame. */
function Chip() {
  const explorer = useExplorer();
  const words = useWords();
  const reach = useExplorerState((s) => reachText(s, words.format));
  const button = useRef<HTMLButtonElement>(null);
  const text = useRef<HTMLElement>(null);
  const { reset, title } = words.app.knobs;

  useEffect(() => {
    const { store } = explorer;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const name = () =>
      button.current?.setAttribute(
        'aria-label',
        `${setKnobsText(store.getState())} · ${reach} · ${reset}`,
      );
    const write = (state: ExplorerState) => {
      const knobs = setKnobsText(state);
      if (knobs === '' || !text.current || text.current.textContent === knobs) return;
      writeText(text.current, knobs);
      clearTimeout(timer);
      timer = setTimeout(name, REST_MS);
    };
    write(store.getState());
    name();
    const unsubscribe = store.subscribe(write);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [explorer, reach, reset]);

  return (
    <button
      ref={button}
      type="button"
      className={`${styles.chip} ${styles.hot}`}
      title={title}
      onClick={() => {
        // what goes wrong becomes a notice
        explorer.resetKnobs().catch(() => undefined);
      }}
    >
      <b ref={text} />
      <small>
        {reach} · {reset}
      </small>
    </button>
  );
}
