import { convolutionsOfVHeat, theoreticalField } from '../../math/receptive-field.ts';
import { tokenAt } from '../../math/patch-heat.ts';
import type { ModelInfo } from '../../state/explorer.ts';
import { Assumptions } from '../photo/assumptions.tsx';
import { SampleStrip } from '../photo/sample-strip.tsx';
import { useSubjectKey } from '../maps/use-subject-key.ts';
import { Button } from '../controls/button.tsx';
import { PhotoSource } from '../photo/photo-source.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { inputOf, otherFraming } from '../format/input-size.ts';
import styles from '../maps/study.module.css';
import { Panel, useAnyPanel } from '../panel.tsx';
import { Side, Stage, Study } from '../study/study.tsx';
import { BOTH_NETWORKS, useNetworks } from '../maps/use-networks.ts';
import { FieldChoices } from './field-choices.tsx';
import { FieldMap } from './field-map.tsx';
import { FieldNumbers, TheoryTable } from './field-numbers.tsx';
import { RadiusPlot } from './radius-plot.tsx';
import { ASKER, useFields, type PlacedQuestion } from './use-fields.ts';

const ASKED = ['photo', 'samples', 'knobs'] as const;
const SEEN = ['caption', 'maps', 'plot'] as const;
const NUMBERS = ['numbers'] as const;
/** What needs the fields. */
const ANSWERS = ['maps', 'plot', 'numbers'] as const;

const MIDDLE = { x: 0.5, y: 0.5 };

/** Effective receptive fields by gradient: what a cell of each network looks at, after training and before. */
export default function FieldView() {
  const explorer = useExplorer();
  const { noVHeat, noVit } = useNetworks(BOTH_NETWORKS);
  const photo = useExplorerState((s) => s.image?.view ?? null);
  const vheat = useExplorerState((s) => s.vheat);
  const vit = useExplorerState((s) => s.vit);
  const classifier = useExplorerState((s) => s.classifier);
  const patch = useExplorerState((s) => s.patch);
  const stage = useExplorerState((s) => s.stage);
  const images = useExplorerState((s) => s.images);
  const norm = useExplorerState((s) => s.norm);
  const before = useExplorerState((s) => s.before);
  const own = useExplorerState((s) => s.ownPhotos);
  const subject = useSubjectKey();
  const needed = useAnyPanel(ANSWERS);

  // A link's own photos are its sender's: the one shown stands in until that is told.
  const photos = images !== 'own' ? images : own.length > 0 ? own : 'current';
  const question = (network: ModelInfo, trained: boolean, at: number): PlacedQuestion => {
    const stride = network.architecture === 'vheat' ? network.stages[at].stride : network.patchSize;
    const { height, width } = inputOf(network);
    const [rows, columns] = [height / stride, width / stride];
    const cell = patch === null ? null : tokenAt(patch, rows, columns);
    return {
      network: network.architecture,
      stage: network.architecture === 'vheat' ? at : null,
      cell,
      images: photos,
      trained,
      size: inputOf(network),
      stride,
      at: cell ?? [Math.floor(rows / 2), Math.floor(columns / 2)],
    };
  };
  const questions = [vheat, vit].flatMap((network) =>
    network === null
      ? []
      : [true, ...(before ? [false] : [])].map((trained) => question(network, trained, stage)),
  );
  const ownKey = own.map(({ name, size }) => `${name} ${size}`).join();
  // Each network that arrives would start the average anew.
  const waiting = (vheat ?? noVHeat) === null || (vit ?? noVit) === null;
  const conditions = JSON.stringify([subject, vheat?.load, patch, images, ownKey]);
  const key =
    !needed || subject === null || questions.length === 0 || waiting
      ? null
      : JSON.stringify([conditions, vit?.load, stage, before]);
  const { runs, measured: all, measureStages } = useFields(key, conditions, questions);
  const measured = all.filter((m) => m.conditions === conditions);
  const running = runs.filter(({ state }) => state === 'running');

  const theory = (network: ModelInfo | null) =>
    network === null
      ? 1
      : network.architecture === 'vit'
        ? network.patchSize
        : theoreticalField(
            convolutionsOfVHeat(
              network.stages.map(({ meanK }) => meanK.length),
              stage,
            ),
          );
  const grid = vheat?.stages.at(stage)?.grid ?? [8, 8];
  const order = [...runs].sort((a, b) => Number(b.trained) - Number(a.trained));

  return (
    <Study>
      <Side panels={ASKED} label="Cell and photos">
        <Panel name="photo">
          <PhotoSource shape={[...grid, 1]} otherwise={MIDDLE} />
        </Panel>
        <Panel name="samples">
          <SampleStrip />
        </Panel>
        <Panel name="knobs" className={styles.stack}>
          <FieldChoices />
        </Panel>
      </Side>
      <Stage panels={SEEN}>
        <Panel name="caption" as="header" className={styles.head}>
          <h1>How far does one cell see?</h1>
          <p>
            Bright pixels change what the network computes at the marked cell. White: squares that
            hold 20, 30, 50 and 99 % of it; blue: the line around half, smoothed; dashed: as wide as
            all that the convolutions alone could see.
          </p>
        </Panel>
        {running.length > 0 && (
          <div className={styles.run} role="group" aria-label="Receptive field">
            <progress
              aria-label="Photos done"
              max={runs.reduce((sum, { total }) => sum + total, 0)}
              value={runs.reduce((sum, { done }) => sum + done, 0)}
            />
            <Button onClick={() => void explorer.studies.cancelFields(ASKER)}>Cancel</Button>
          </div>
        )}
        {runs.some(({ state }) => state === 'cancelled') && (
          <p role="status" className={styles.note}>
            Cancelled: the maps show the photos that were done.
          </p>
        )}
        <Panel name="maps" className={styles.pair}>
          {noVHeat !== null && <p className={styles.absent}>{noVHeat}</p>}
          {photo &&
            order.map((run) => (
              <FieldMap
                key={`${run.network} ${run.trained}`}
                run={run}
                model={(run.network === 'vheat' ? vheat : vit)?.name ?? null}
                place={
                  run.network === 'vheat' ? `end of stage ${stage + 1}` : 'end of the last block'
                }
                norm={norm}
                photo={photo}
                absent={otherFraming(run.network === 'vheat' ? vheat : vit, classifier)}
                theory={theory(run.network === 'vheat' ? vheat : vit)}
                onPick={(point) => void explorer.set({ patch: point })}
              />
            ))}
          {waiting && (
            <p className={styles.absent} role="status">
              Loading the networks…
            </p>
          )}
          {noVit !== null && <p className={styles.absent}>{noVit}</p>}
        </Panel>
        <Panel name="plot">
          <RadiusPlot runs={order} norm={norm} />
        </Panel>
      </Stage>
      <Side panels={NUMBERS} label="Numbers" focusable>
        <Panel name="numbers" className={styles.stack}>
          <Assumptions />
          <FieldNumbers runs={order} norm={norm} />
          {vheat && (
            <TheoryTable
              network={vheat}
              norm={norm}
              measured={measured}
              onMeasure={
                measureStages &&
                ((missing) => measureStages(missing.map((at) => question(vheat, true, at))))
              }
            />
          )}
        </Panel>
      </Side>
    </Study>
  );
}
