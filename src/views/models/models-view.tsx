import { useWords } from '../language-context.ts';
import { Panel } from '../panel.tsx';
import { ThousandClasses } from '../photo/thousand-classes.tsx';
import { ModelList } from './model-list.tsx';
import { ModelPanel } from './model-panel.tsx';
import styles from './models.module.css';

/** Every network the app can run, and what is known of the one that classifies. */
export default function ModelsView() {
  const { models, photo } = useWords();
  return (
    <div className={styles.view}>
      <Panel name="network" as="section" className={styles.picker} aria-labelledby="models-title">
        <ModelList />
        <details className={styles.thousand}>
          <summary>{photo.thousand.title}</summary>
          <ThousandClasses />
        </details>
      </Panel>
      <Panel name="numbers" as="section" className={styles.panel} aria-label={models.report.label}>
        <ModelPanel />
      </Panel>
    </div>
  );
}
