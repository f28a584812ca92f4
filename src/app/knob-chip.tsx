import { useExplorer, useExplorerState } from '../views/explorer-context.ts';
import { reachText, setKnobsText } from '../views/format/knobs.ts';
import styles from './header.module.css';

/**
 * Says in every view that time or diffusivity are not as trained, and where; one click sets them back. Its place in the
 * header is always kept, so that nothing moves when it comes, goes or counts.
 */
export function KnobChip() {
  const explorer = useExplorer();
  const knobs = useExplorerState(setKnobsText);
  const reach = useExplorerState(reachText);
  return (
    <div className={styles.slot}>
      {knobs !== '' && (
        <button
          type="button"
          className={`${styles.chip} ${styles.hot}`}
          aria-label={`${knobs} · ${reach} · reset`}
          title="Set time and diffusivity back to what was learned"
          onClick={() => {
            // what goes wrong becomes a notice
            explorer.resetKnobs().catch(() => undefined);
          }}
        >
          <b>{knobs}</b>
          <small>{reach} · reset</small>
        </button>
      )}
    </div>
  );
}
