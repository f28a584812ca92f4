import { AnyPanel, Panel } from '../panel.tsx';
import { PhotoPanel } from './photo-panel.tsx';
import { PredictionPanel } from './prediction-panel.tsx';
import styles from './classify.module.css';

/** The photo, and what the network believes it shows. */
export default function ClassifyView() {
  return (
    <div className={styles.view}>
      <AnyPanel of={['photo', 'samples']}>
        <PhotoPanel />
      </AnyPanel>
      <Panel name="prediction" as="section" className={styles.predictionPanel} aria-label="Result">
        <PredictionPanel />
      </Panel>
    </div>
  );
}
