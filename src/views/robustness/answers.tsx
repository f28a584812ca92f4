import { strongest } from '../../math/decision.ts';
import { className } from '../../math/probability.ts';
import type { Pixels } from '../../state/explorer.ts';
import { doubtOf, topPredictions } from '../../state/prediction.ts';
import { severityOf } from '../../state/robustness.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { percent } from '../format/format.ts';
import { pointOf } from '../maps/pointer.ts';
import study from '../maps/study.module.css';
import { Panel } from '../panel.tsx';
import { PixelCanvas } from '../photo/pixel-canvas.tsx';
import { Predictions } from '../photo/predictions.tsx';
import { usePhotoName } from '../photo/use-photo-name.ts';
import { useMessages, useWords } from '../language-context.ts';
import { Prose } from '../prose.tsx';
import styles from './robustness.module.css';
import type { DisturbedNetwork } from './use-looks.ts';
import { amountText } from './words.ts';

const TOP = 3;

/** A probability that is not broken into two lines. */
const whole = (probability: number) => percent(probability).replace(' ', '\u00a0');

interface Props {
  readonly vheat: DisturbedNetwork | null;
  readonly vit: DisturbedNetwork | null;
  /** One sentence for a network that is not there; null while it is, or is on its way. */
  readonly noVHeat: string | null;
  readonly noVit: string | null;
}

/** The picture as it is seen, and what both networks say of it, side by side. */
export function Answers({ vheat, vit, noVHeat, noVit }: Props) {
  return (
    <div className={styles.answers}>
      <Panel name="photo">
        <Seen
          pixels={vheat?.now?.crop ?? vit?.now?.crop ?? null}
          by={(vheat?.now ? vheat : vit)?.model.name ?? ''}
        />
      </Panel>
      <Panel name="prediction" className={styles.lists}>
        <Answer network={vheat} absent={noVHeat} />
        <Answer network={vit} absent={noVit} />
      </Panel>
    </div>
  );
}

function Seen({ pixels, by }: { readonly pixels: Pixels | null; readonly by: string }) {
  const words = useWords().robustness;
  const explorer = useExplorer();
  const { title } = usePhotoName();
  const kind = useExplorerState((s) => s.disturb);
  const amount = useExplorerState((s) => amountText(s.disturb, severityOf(s).amount, words));
  const covers = kind === 'occlusion';

  if (pixels === null) return <div className={styles.seen} aria-hidden="true" />;
  return (
    <figure className={styles.figure}>
      <div
        className={styles.seen}
        data-pick={covers ? '' : undefined}
        onPointerDown={covers ? (event) => void explorer.set({ patch: pointOf(event) }) : undefined}
      >
        <PixelCanvas
          pixels={pixels}
          label={words.seen.described(title, words.kinds[kind].name, amount, by, pixels)}
          className={styles.pixels}
        />
      </div>
      <figcaption className={study.note}>
        <Prose>
          {words.seen.by(
            words.kinds[kind].name,
            amount,
            by,
            pixels.width === pixels.height
              ? String(pixels.width)
              : `${pixels.width} × ${pixels.height}`,
          )}
        </Prose>
      </figcaption>
    </figure>
  );
}

function Answer({
  network,
  absent,
}: {
  readonly network: DisturbedNetwork | null;
  readonly absent: string | null;
}) {
  const say = useMessages();
  const words = useWords().robustness.answer;
  const kind = useExplorerState((s) => s.disturb);
  if (network === null)
    return (
      <p className={study.absent} role={absent === null ? 'status' : undefined}>
        {absent ?? words.loading}
      </p>
    );
  const { model, undisturbed, now, problem } = network;
  if (kind === 'time' && model.architecture === 'vit')
    return <p className={study.absent}>{words.noTime(model.name)}</p>;
  if (now === null)
    return (
      <p className={study.absent} role={problem === null ? 'status' : undefined}>
        {problem ?? words.asking}
      </p>
    );
  const doubt = doubtOf(now, model);
  const answer = undisturbed && strongest(undisturbed.probabilities);
  const kept = answer !== null && strongest(now.probabilities) === answer;
  return (
    <section aria-label={model.name} className={styles.answer}>
      <h2>{model.name}</h2>
      <Predictions
        predictions={topPredictions(now, model.head, TOP)}
        wnids={model.head.wnids}
        label={words.says(model.name)}
        doubtful={doubt !== null}
        live
      />
      <p className={styles.verdict} data-kept={kept} role="status">
        {doubt !== null
          ? say(doubt)
          : answer === null || undisturbed === null
            ? ''
            : kept
              ? words.kept(whole(undisturbed.probabilities[answer]))
              : words.changed(
                  className(model.head.labels, answer),
                  whole(undisturbed.probabilities[answer]),
                  whole(now.probabilities[answer]),
                )}
      </p>
    </section>
  );
}
