import { SEVERITY_KINDS } from '../../state/settings.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import study from '../maps/study.module.css';
import { Prose } from '../prose.tsx';
import styles from './robustness.module.css';

/** What disturbs, and what that does exactly. */
export function DisturbanceChoice() {
  const explorer = useExplorer();
  const words = useWords().robustness;
  const kind = useExplorerState((s) => s.disturb);
  return (
    <section className={study.group}>
      <h2>{words.disturbance}</h2>
      <div role="radiogroup" aria-label={words.disturbance} className={styles.kinds}>
        {SEVERITY_KINDS.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="disturbance"
              checked={each === kind}
              onChange={() => void explorer.set({ disturb: each })}
            />
            {words.kinds[each].name}
          </label>
        ))}
      </div>
      <p className={study.note}>
        <Prose>{words.kinds[kind].sentence}</Prose>
      </p>
    </section>
  );
}
