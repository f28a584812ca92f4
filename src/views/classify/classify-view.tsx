import { lazy, Suspense } from 'react';
import { useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { AnyPanel, Panel } from '../panel.tsx';
import { Intro } from './intro.tsx';
import { SampleStrip } from '../photo/sample-strip.tsx';
import { PhotoPanel } from './photo-panel.tsx';
import { PhotoSources } from './photo-sources.tsx';
import { PredictionPanel } from './prediction-panel.tsx';
import styles from './classify.module.css';

const PhotoHeat = lazy(() => import('./photo-heat.tsx'));

/** The photo, and what the network believes it shows. */
export default function ClassifyView() {
  const photo = useExplorerState((s) => s.image?.view ?? null);
  // A newcomer's; in a frame and in the tour something else is spoken of.
  const isFirst = useExplorerState((s) => !s.embed && !s.present && s.tour === null);
  const words = useWords().classify.result;
  return (
    <div className={styles.view}>
      {isFirst && <Intro />}
      <PhotoPanel />
      <AnyPanel of={['prediction', 'maps']}>
        <div className={styles.side}>
          <Panel
            name="prediction"
            as="section"
            className={styles.predictionPanel}
            aria-label={words.label}
          >
            <PredictionPanel />
          </Panel>
          {isFirst && photo !== null && (
            <Panel name="maps">
              <Suspense>
                <PhotoHeat photo={photo} />
              </Suspense>
            </Panel>
          )}
        </div>
      </AnyPanel>
      <Panel name="samples" className={styles.choices}>
        <SampleStrip />
        <PhotoSources />
      </Panel>
    </div>
  );
}
