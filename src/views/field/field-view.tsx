import { convolutionsOfVHeat, theoreticalField } from '../../math/receptive-field.ts';
import { tokenAt } from '../../math/patch-heat.ts';
import type { ModelInfo } from '../../state/explorer.ts';
import { Assumptions } from '../photo/assumptions.tsx';
import { SampleStrip } from '../photo/sample-strip.tsx';
import { useSubjectKey } from '../maps/use-subject-key.ts';
import { PhotoSource } from '../photo/photo-source.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { inputOf, otherFraming } from '../format/input-size.ts';
import { useWords } from '../language-context.ts';
import styles from '../maps/study.module.css';
import { Panel, useAnyPanel } from '../panel.tsx';
import { Prose } from '../prose.tsx';
import row from '../study/map-row.module.css';
import { MapRow } from '../study/map-row.tsx';
import { Side, Stage, Study } from '../study/study.tsx';
import { BOTH_NETWORKS, useNetworks } from '../maps/use-networks.ts';
import { FieldChoices } from './field-choices.tsx';
import { FieldMap } from './field-map.tsx';
import { FieldNumbers, TheoryTable } from './field-numbers.tsx';
import { RunProgress } from './run-progress.tsx';
import { RadiusPlot } from './radius-plot.tsx';
import { useFields, type PlacedQuestion } from './use-fields.ts';

const ASKED = ['photo', 'samples', 'knobs'] as const;
const SEEN = ['caption', 'maps', 'plot'] as const;
const NUMBERS = ['numbers'] as const;
/** What needs the fields. */
const ANSWERS = ['maps', 'plot', 'numbers'] as const;

const MIDDLE = { x: 0.5, y: 0.5 };

/** Effective receptive fields by gradient: what a cell of each network looks at, after training and before. */
export default function FieldView() {
  const explorer = useExplorer();
  const { format, field: words } = useWords();
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
    <Study className={row.view}>
      <Stage panels={SEEN} className={row.stage}>
        <Panel name="caption" as="header" className={styles.head}>
          <h1>{words.heading}</h1>
          <p className={row.laboratory}>
            <Prose>{words.how}</Prose>
          </p>
        </Panel>
        <RunProgress runs={runs} />
        <Panel name="maps">
          <MapRow>
            {noVHeat !== null && <p className={styles.absent}>{noVHeat}</p>}
            {photo &&
              order.map((run) => (
                <FieldMap
                  key={`${run.network} ${run.trained}`}
                  run={run}
                  model={(run.network === 'vheat' ? vheat : vit)?.name ?? null}
                  place={
                    run.network === 'vheat' ? words.endOfStage(stage + 1) : words.endOfLastBlock
                  }
                  norm={norm}
                  photo={photo}
                  absent={otherFraming(run.network === 'vheat' ? vheat : vit, classifier, format)}
                  theory={theory(run.network === 'vheat' ? vheat : vit)}
                  onPick={(point) => void explorer.set({ patch: point })}
                />
              ))}
            {waiting && (
              <p className={styles.absent} role="status">
                {words.runs.loading}
              </p>
            )}
            {noVit !== null && <p className={styles.absent}>{noVit}</p>}
          </MapRow>
        </Panel>
        <Panel name="caption" as="p" className={row.line}>
          {words.line[norm]}
        </Panel>
        <Panel name="plot">
          <RadiusPlot runs={order} norm={norm} />
        </Panel>
      </Stage>
      <Side panels={ASKED} label={words.asked}>
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
      <Side panels={NUMBERS} label={words.numbers} at="right" focusable>
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
