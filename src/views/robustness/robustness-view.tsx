import { Assumptions } from '../photo/assumptions.tsx';
import { PhotoSource } from '../photo/photo-source.tsx';
import { SampleStrip } from '../photo/sample-strip.tsx';
import type { ModelInfo } from '../../state/explorer.ts';
import { isClassifier } from '../../state/prediction.ts';
import { useExplorerState } from '../explorer-context.ts';
import study from '../maps/study.module.css';
import { BOTH_NETWORKS, useNetworks } from '../maps/use-networks.ts';
import { AnyPanel, Panel, useAnyPanel } from '../panel.tsx';
import { Side, Stage, Study } from '../study/study.tsx';
import { AccuracyCurve, EVIDENCE_TITLE } from './accuracy-curve.tsx';
import { AnswerCurve, CURVE_TITLE } from './answer-curve.tsx';
import { Answers } from './answers.tsx';
import { DisturbanceChoice } from './disturbance-choice.tsx';
import { EvidenceTable } from './evidence-table.tsx';
import { OwnPictures } from './own-pictures.tsx';
import { useAccuracy } from './use-evidence.ts';
import { useDisturbedNetwork } from './use-looks.ts';

const ASKED = ['photo', 'samples', 'knobs'] as const;
const SEEN = ['caption', 'photo', 'prediction', 'curve', 'plot'] as const;
const NUMBERS = ['numbers'] as const;
const ANSWERS = ['photo', 'prediction'] as const;
/** What needs the networks to look at the disturbed photo. */
const LOOKS = ['photo', 'prediction', 'curve'] as const;

const TITLE = 'What happens off the beaten track?';
const INTRO =
  'Disturb the photo and see whether the networks stay with their answer. Below the same over all severities: first for this photo, then, as evidence, for many pictures whose classes are known.';

const MIDDLE = { x: 0.5, y: 0.5 };
/** Cells of the photo that arrow keys step through to move what hides it. */
const GRID = [8, 8, 1] as const;

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

  return (
    <Study>
      <Side panels={ASKED} label="Photo and disturbance">
        {kind === 'occlusion' && (
          <Panel name="photo">
            <PhotoSource shape={GRID} otherwise={MIDDLE} />
          </Panel>
        )}
        <Panel name="samples">
          <SampleStrip />
        </Panel>
        <Panel name="knobs" className={study.stack}>
          <DisturbanceChoice />
        </Panel>
      </Side>
      <Stage panels={SEEN}>
        <Panel name="caption" as="header" className={study.head}>
          <h1>{TITLE}</h1>
          <p>{INTRO}</p>
        </Panel>
        <AnyPanel of={ANSWERS}>
          <Answers
            vheat={vheat}
            vit={vit}
            noVHeat={noVHeat ?? noClasses(vheatInSlot)}
            noVit={noVit ?? noClasses(vitInSlot)}
          />
        </AnyPanel>
        <Panel name="curve" as="section" aria-label={CURVE_TITLE}>
          <AnswerCurve vheat={vheat} vit={vit} />
        </Panel>
        <Panel name="plot" as="section" aria-label={EVIDENCE_TITLE}>
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
