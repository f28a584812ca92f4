import { useExplorer, useExplorerState } from '../explorer-context.ts';
import styles from './classify.module.css';

/** The photos that come with the app. */
export function SampleStrip() {
  const explorer = useExplorer();
  const samples = useExplorerState((s) => s.samples);
  const current = useExplorerState((s) => s.sample);
  return (
    <ul className={styles.samples} aria-label="Sample photos">
      {samples.map((sample) => (
        <li key={sample.id}>
          <button
            type="button"
            className={styles.sample}
            aria-label={sample.title}
            aria-pressed={sample.id === current}
            title={sample.title}
            onClick={() => {
              // what goes wrong becomes a notice
              explorer.set({ sample: sample.id }).catch(() => undefined);
            }}
          >
            <img src={`./samples/${sample.file}`} alt="" loading="lazy" />
          </button>
        </li>
      ))}
    </ul>
  );
}
