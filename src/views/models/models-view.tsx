import { ModelList } from './model-list.tsx';
import { ModelPanel } from './model-panel.tsx';
import styles from './models.module.css';

/** Every network the app can run, and what is known of the one that classifies. */
export default function ModelsView() {
  return (
    <div className={styles.view}>
      <ModelList />
      <ModelPanel />
    </div>
  );
}
