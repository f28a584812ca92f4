import { strongest } from '../../math/decision.ts';
import { tableCsv } from '../../math/csv.ts';
import { SEVERITIES } from '../../math/disturb/severity.ts';
import { className } from '../../math/probability.ts';
import { severityOf } from '../../state/robustness.ts';
import { Assumptions } from '../photo/assumptions.tsx';
import { PhotoSource } from '../photo/photo-source.tsx';
import { SampleStrip } from '../photo/sample-strip.tsx';
import type { ModelInfo } from '../../state/explorer.ts';
import { isClassifier } from '../../state/prediction.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { percent } from '../format/format.ts';
import { CopyNumbers } from '../maps/copy-numbers.tsx';
import study from '../maps/study.module.css';
import { BOTH_NETWORKS, useNetworks } from '../maps/use-networks.ts';
import { Panel, useAnyPanel } from '../panel.tsx';
import { Side, Stage, Study } from '../study/study.tsx';
import { Answers } from './answers.tsx';
import { DisturbanceChoice } from './disturbance-choice.tsx';
import { EvidenceTable } from './evidence-table.tsx';
import { OwnPictures } from './own-pictures.tsx';
import { SeverityPlot } from './severity-plot.tsx';
import { seriesOf, useAccuracy, type KnownAccuracy } from './use-evidence.ts';
import { spansOf, useDisturbedNetwork, type DisturbedNetwork } from './use-looks.ts';
import { measuredText, spansText, WORDS } from './words.ts';

const ASKED = ['knobs', 'photo', 'samples'] as const;
const SEEN = ['caption', 'prediction', 'curve', 'plot'] as const;
const NUMBERS = ['numbers'] as const;
/** What needs the networks to look at the disturbed photo. */
const LOOKS = ['prediction', 'curve'] as const;

const MIDDLE = { x: 0.5, y: 0.5 };
/** Cells of the photo that arrow keys step through to move what hides it. */
const GRID = [8, 8, 1] as const;

const INTRO =
  'Disturb the photo and see whether the networks stay with their answer. Below the same over all severities: first for this photo, then, as evidence, for many pictures whose classes are known.';

const classifierIn = (model: ModelInfo | null) => (model && isClassifier(model) ? model : null);

/** Why a network that is there gives no answers; null where it does. */
const noClasses = (model: ModelInfo | null) =>
  model === null || isClassifier(model)
    ? null
    : `${model.name} is a backbone without a classifier: it gives no answer that could change.`;

/** What the networks say when the photo, or their time, is not what they were trained on. */
export default function RobustnessView() {
  const { noVHeat, noVit } = useNetworks(BOTH_NETWORKS);
  const vheatInSlot = useExplorerState((s) => s.vheat);
  const vitInSlot = useExplorerState((s) => s.vit);
  const kind = useExplorerState((s) => s.disturb);
  const vheatModel = classifierIn(vheatInSlot);
  const vitModel = classifierIn(vitInSlot);
  const looks = useAnyPanel(LOOKS);
  const vheat = useDisturbedNetwork(looks ? vheatModel : null);
  const vit = useDisturbedNetwork(looks ? vitModel : null);
  const known = [useAccuracy(vheatModel), useAccuracy(vitModel)].filter((one) => one !== null);
  // What nobody has measured yet comes first.
  const toMeasure = [...known]
    .sort((a, b) => Number(a.evidence !== null) - Number(b.evidence !== null))
    .map(({ model }) => model);
  const networks = [vheat, vit].filter((one) => one !== null);

  return (
    <Study>
      <Side panels={ASKED} label="Disturbance and photo">
        <Panel name="knobs" className={study.stack}>
          <DisturbanceChoice />
        </Panel>
        {kind === 'occlusion' && (
          <Panel name="photo">
            <PhotoSource shape={GRID} otherwise={MIDDLE} />
          </Panel>
        )}
        <Panel name="samples">
          <SampleStrip />
        </Panel>
      </Side>
      <Stage panels={SEEN}>
        <Panel name="caption" as="header" className={study.head}>
          <h1>What happens off the beaten track?</h1>
          <p>{INTRO}</p>
        </Panel>
        <Panel name="prediction">
          <Answers
            vheat={vheat}
            vit={vit}
            noVHeat={noVHeat ?? noClasses(vheatInSlot)}
            noVit={noVit ?? noClasses(vitInSlot)}
          />
        </Panel>
        <Panel name="curve">
          <AnswerCurve networks={networks} />
        </Panel>
        <Panel name="plot">
          <AccuracyCurve known={known} />
        </Panel>
      </Stage>
      <Side panels={NUMBERS} label="Numbers" focusable>
        <Panel name="numbers" className={study.stack}>
          <Assumptions />
          <EvidenceTable kind={kind} known={known} />
          <OwnPictures models={toMeasure} />
        </Panel>
      </Side>
    </Study>
  );
}

/** Sets the severity on click, and tells what is set. */
function useSeverity() {
  const explorer = useExplorer();
  const kind = useExplorerState((s) => s.disturb);
  const amount = useExplorerState((s) => severityOf(s).amount);
  return { kind, amount, onPick: (severity: number) => void explorer.set({ severity }) };
}

/** The probability of what each network says of the undisturbed photo, over severity, with the places where it changes its mind. */
function AnswerCurve({ networks }: { readonly networks: readonly DisturbedNetwork[] }) {
  const { kind, amount, onPick } = useSeverity();
  const curves = networks.flatMap(({ model, undisturbed, curve }) => {
    if (undisturbed === null || curve.at.length === 0) return [];
    const answer = strongest(undisturbed.probabilities);
    const spans = spansOf(curve, answer);
    const marks = spans.flatMap(({ from, to }) => [from, to]).filter((at) => at > 0 && at < 1);
    return [{ model, curve, answer, name: className(model.head.labels, answer), spans, marks }];
  });
  const title = 'This photo: the undisturbed answer';
  const stories = curves.map(
    ({ model, name, spans }) => `${model.name} says ${name} ${spansText(kind, spans)}`,
  );
  const csv = () =>
    tableCsv(
      [WORDS[kind].name, ...curves.map(({ model, name }) => `${model.name}: ${name}`)],
      (curves.at(0)?.curve.at ?? []).map((at) => [
        SEVERITIES[kind].at(at),
        ...curves.map(
          ({ curve, answer }) => curve.probabilities[curve.at.indexOf(at)]?.[answer] ?? null,
        ),
      ]),
    );
  return (
    <section aria-label={title}>
      <div className={study.bar}>
        <h2>{title}</h2>
        <CopyNumbers of="the answers over severity" csv={csv} />
      </div>
      <SeverityPlot
        kind={kind}
        amount={amount}
        onPick={onPick}
        label={`${title}, its probability over ${WORDS[kind].name.toLowerCase()}. ${stories.join('; ')}.`}
        series={curves.map(({ model, curve, answer, marks }) => ({
          tone: model.architecture === 'vheat' ? 'heat' : 'attention',
          name: model.name,
          marks,
          points: curve.at.map((at, i) => ({ at, value: curve.probabilities[i][answer] })),
        }))}
      />
      <p className={study.note}>
        {stories.length === 0 ? 'Asking the networks…' : `${stories.join('; ')}. `}
        {stories.length > 0 &&
          'Lines: probability of that answer; circles: where another class takes over, or it comes back.'}
      </p>
    </section>
  );
}

/** Accuracy over severity on pictures whose classes are known, with its uncertainty. */
function AccuracyCurve({ known }: { readonly known: readonly KnownAccuracy[] }) {
  const { kind, amount, onPick } = useSeverity();
  const series = known.flatMap((one) => seriesOf(one, kind));
  const title = 'Evidence: right answers on many pictures';
  const measured = known.flatMap(({ model, evidence }) => (evidence ? [{ model, evidence }] : []));
  const unknown = known.filter(
    ({ model, evidence }) =>
      evidence === null && (kind !== 'time' || model.architecture === 'vheat'),
  );
  const summary = measured.flatMap(({ model, evidence }) => {
    const curve = evidence.curves[kind] ?? [];
    if (curve.length === 0) return [];
    const numbers = curve.map(
      (point) => `${WORDS[kind].amount(point.amount)} ${measuredText(point)}`,
    );
    return [`${model.name}: ${numbers.join(', ')}`];
  });
  const undisturbed = ({ evidence }: (typeof measured)[number]) =>
    evidence.curves[kind]?.find((point) => point.amount === SEVERITIES[kind].none);
  return (
    <section aria-label={title}>
      <div className={study.bar}>
        <h2>{title}</h2>
      </div>
      {series.length > 0 && (
        <SeverityPlot
          kind={kind}
          amount={amount}
          onPick={onPick}
          series={series}
          label={`${title}, over ${WORDS[kind].name.toLowerCase()}. ${summary.join('; ')}.`}
        />
      )}
      {measured.map(({ model, evidence }) => {
        const point = undisturbed({ model, evidence });
        return point === undefined ? null : (
          <p key={model.load} className={study.note} title={evidence.command}>
            {model.name}: right on {percent(point.accuracy)} undisturbed, measured through this app
            on {evidence.backend} on {evidence.date} with {evidence.pictures} pictures of{' '}
            {evidence.dataset}.
          </p>
        );
      })}
      {series.length > 0 && (
        <p className={study.note}>Bars reach two standard errors up and down.</p>
      )}
      {unknown.map(({ model }) => (
        <p key={model.load} className={study.note}>
          There is no evidence for {model.name}: nobody has measured it as it is loaded here.
          Measure it on pictures of your own, in the last column.
        </p>
      ))}
    </section>
  );
}
