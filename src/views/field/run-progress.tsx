import { Button } from '../controls/button.tsx';
import { useExplorer } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import styles from '../maps/study.module.css';
import row from '../study/map-row.module.css';
import { ASKER, type FieldRun } from './use-fields.ts';

/** How many photos are done while fields are computed, and that they are not all where that was cancelled. */
export function RunProgress({ runs }: { readonly runs: readonly FieldRun[] }) {
  const explorer = useExplorer();
  const words = useWords().field.runs;
  return (
    <>
      {runs.some(({ state }) => state === 'running') && (
        <div className={`${styles.run} ${row.passing}`} role="group" aria-label={words.label}>
          <progress
            aria-label={words.done}
            max={runs.reduce((sum, { total }) => sum + total, 0)}
            value={runs.reduce((sum, { done }) => sum + done, 0)}
          />
          <Button onClick={() => void explorer.studies.cancelFields(ASKER)}>{words.cancel}</Button>
        </div>
      )}
      {runs.some(({ state }) => state === 'cancelled') && (
        <p role="status" className={styles.note}>
          {words.cancelled}
        </p>
      )}
    </>
  );
}
