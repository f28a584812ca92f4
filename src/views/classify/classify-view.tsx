import { PhotoPanel } from './photo-panel.tsx';
import { PredictionPanel } from './prediction-panel.tsx';
import styles from './classify.module.css';

/** The photo, and what the network believes it shows. */
export default function ClassifyView() {
  return (
    <div className={styles.view}>
      <PhotoPanel />
      <PredictionPanel />
    </div>
  );
}
