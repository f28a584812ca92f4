import { doubtOf, LOW_CONFIDENCE, topPredictions } from '../../state/prediction.ts';
import { Button } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';
import { useFold } from '../controls/use-fold.ts';
import type { ExplorerState } from '../../state/explorer.ts';
import { useExplorerState } from '../explorer-context.ts';
import { BACKEND_TITLES, duration, megabytes } from '../format/format.ts';
import { inputText } from '../format/input-size.ts';
import { reachText, setKnobsText } from '../format/knobs.ts';
import { Assumptions } from '../photo/assumptions.tsx';
import { ClassList } from './class-list.tsx';
import { NoClassifier } from '../photo/no-classifier.tsx';
import { Predictions } from '../photo/predictions.tsx';
import styles from './classify.module.css';

/** Under which time and diffusivity the network believes it; null as trained. */
function conditionOf(s: ExplorerState): string | null {
  const knobs = setKnobsText(s);
  if (knobs === '') return null;
  if (s.classifier?.architecture === 'vit')
    return `${knobs} does not change it: it attends and conducts no heat.`;
  return `At ${knobs} in ${s.scope === 'network' ? 'the whole network' : reachText(s)}: not as trained.`;
}

/** Top five, how sure that is, what it took, and every class of the model. */
export function PredictionPanel() {
  const result = useExplorerState((s) => s.result);
  const model = useExplorerState((s) => s.classifier);
  const backend = useExplorerState((s) => s.backendInfo?.name ?? null);
  const progress = useExplorerState((s) => s.progress);
  const condition = useExplorerState(conditionOf);
  const classes = useFold('classes');

  if (model?.head.task === 'features') return <NoClassifier model={model} />;
  if (!result || !model)
    return (
      <p className={styles.hint}>
        {progress?.phase === 'download'
          ? `Loading the network: ${megabytes(progress.loaded)}`
          : 'Preparing the network…'}
      </p>
    );

  const { head } = model;
  const top = topPredictions(result, head);
  const doubt = doubtOf(result, model);
  const unsure = top.length > 0 && !(top[0].probability >= LOW_CONFIDENCE);
  return (
    <>
      <h2>What the network believes</h2>
      {condition !== null && <p className={styles.condition}>{condition}</p>}
      {doubt !== null && <p className={styles.unsure}>{doubt}</p>}
      <Predictions predictions={top} wnids={head.wnids} doubtful={doubt !== null} />
      <Assumptions />
      {unsure && doubt === null && (
        <p className={styles.unsure}>
          The network is not sure: perhaps none of its {head.classes} classes fits this picture.
        </p>
      )}
      <p className={styles.facts}>
        <span className={styles.number}>{duration(result.milliseconds)}</span> for one look
        {backend && <> on {BACKEND_TITLES[backend]}</>}, with {model.name} at {inputText(model)}.
      </p>
      <Button aria-expanded={classes.open} onClick={() => classes.set(!classes.open)}>
        <Icon name="list" />
        {classes.open ? 'Hide the classes' : `All ${head.classes} classes`}
      </Button>
      {classes.open && <ClassList result={result} head={head} />}
    </>
  );
}
