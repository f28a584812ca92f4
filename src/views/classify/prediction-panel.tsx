import type { Words } from '../../content/words/words.ts';
import { beforehandOf } from '../../state/beforehand.ts';
import { doubtOf, topPredictions } from '../../state/prediction.ts';
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
import { NoneFits } from '../photo/none-fits.tsx';
import { Predictions } from '../photo/predictions.tsx';
import { useMessages, useWords } from '../language-context.ts';
import styles from './classify.module.css';

/** Under which time and diffusivity the network believes it; null as trained. */
function conditionOf(s: ExplorerState, { classify: { result }, format }: Words): string | null {
  const knobs = setKnobsText(s);
  if (knobs === '') return null;
  if (s.classifier?.architecture === 'vit') return result.noHeat(knobs);
  return result.notAsTrained(knobs, s.scope === 'network' ? null : reachText(s, format));
}

/** Top five, how sure that is, what it took, and every class of the model. */
export function PredictionPanel() {
  const say = useMessages();
  const result = useExplorerState((s) => s.result);
  const model = useExplorerState((s) => s.classifier);
  const backend = useExplorerState((s) => s.backendInfo?.name ?? null);
  const progress = useExplorerState((s) => s.progress);
  const allWords = useWords();
  const words = allWords.classify.result;
  const condition = useExplorerState((s) => conditionOf(s, allWords));
  const beforehand = useExplorerState(beforehandOf);
  const classes = useFold('classes');

  if (model?.head.task === 'features') return <NoClassifier model={model} />;
  if (!result || !model)
    return (
      <>
        {beforehand !== null && (
          <>
            <h2>{words.title}</h2>
            <Predictions predictions={beforehand} wnids={null} />
            <p className={styles.facts}>{words.beforehand}</p>
          </>
        )}
        <p className={styles.hint}>
          {progress?.phase === 'download'
            ? words.loading(megabytes(progress.loaded))
            : words.preparing}
        </p>
      </>
    );

  const { head } = model;
  const top = topPredictions(result, head);
  const doubt = doubtOf(result, model);
  const noneFits = doubt === null && result.fits === false;
  return (
    <>
      <h2>{words.title}</h2>
      {condition !== null && <p className={styles.condition}>{condition}</p>}
      {doubt !== null && <p className={styles.unsure}>{say(doubt)}</p>}
      {noneFits && (
        <>
          <NoneFits classes={head.classes} outliers={model.outliers} />
          <p className={styles.hint}>{allWords.photo.noneFits.instead}</p>
        </>
      )}
      <Predictions
        predictions={top}
        wnids={head.wnids}
        doubtful={doubt !== null}
        unlikely={noneFits}
      />
      {model.temperature === null && doubt === null && (
        <p className={styles.hint}>{allWords.photo.plain}</p>
      )}
      <Assumptions />
      <p className={styles.facts}>
        {words.facts(
          duration(result.milliseconds),
          backend && BACKEND_TITLES[backend],
          model.name,
          inputText(model),
        )}
      </p>
      <Button aria-expanded={classes.open} onClick={() => classes.set(!classes.open)}>
        <Icon name="list" />
        {classes.open ? words.hideClasses : words.allClasses(head.classes)}
      </Button>
      {classes.open && <ClassList result={result} head={head} />}
    </>
  );
}
