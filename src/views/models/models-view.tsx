import { Panel } from '../panel.tsx';
import { ModelList } from './model-list.tsx';
import { ModelPanel } from './model-panel.tsx';
import styles from './models.module.css';

/** Every network the app can run, and what is known of the one that classifies. */
export default function ModelsView() {
  return (
    <div className={styles.view}>
      <Panel name="network" as="section" className={styles.picker} aria-labelledby="models-title">
        <ModelList />
      </Panel>
      <Panel name="numbers" as="section" className={styles.panel} aria-label="Report">
        <ModelPanel />
      </Panel>
    </div>
  );
}
