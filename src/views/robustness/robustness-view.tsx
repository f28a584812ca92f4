import { Assumptions } from '../photo/assumptions.tsx';
import { PhotoSource } from '../photo/photo-source.tsx';
import { SampleStrip } from '../photo/sample-strip.tsx';
import type { ModelInfo } from '../../state/explorer.ts';
import { isClassifier } from '../../state/prediction.ts';
import { useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import study from '../maps/study.module.css';
import { BOTH_NETWORKS, useNetworks } from '../maps/use-networks.ts';
import { AnyPanel, Panel, useAnyPanel } from '../panel.tsx';
import { Side, Stage, Study } from '../study/study.tsx';
import { AccuracyCurve } from './accuracy-curve.tsx';
import { AnswerCurve } from './answer-curve.tsx';
import { Answers } from './answers.tsx';
import { DisturbanceChoice } from './disturbance-choice.tsx';
import { EvidenceTable } from './evidence-table.tsx';
import { OwnPictures } from './own-pictures.tsx';
import styles from './robustness.module.css';
import { SeverityBar } from './severity-bar.tsx';
import { useAccuracy } from './use-evidence.ts';
import { useDisturbedNetwork } from './use-looks.ts';

const ASKED = ['samples', 'knobs'] as const;
const SEEN = ['caption', 'photo', 'prediction', 'curve', 'plot'] as const;
const NUMBERS = ['numbers'] as const;
const ANSWERS = ['photo', 'prediction'] as const;
/** What needs the networks to look at the disturbed photo. */
const LOOKS = ['photo', 'prediction', 'curve'] as const;

const MIDDLE = { x: 0.5, y: 0.5 };
/** Cells of the photo that arrow keys step through to move what hides it. */
const GRID = [8, 8, 1] as const;

const classifierIn = (model: ModelInfo | null) => (model && isClassifier(model) ? model : null);

/** What the networks say when the photo, or their time, is not what they were trained on. */
export default function RobustnessView() {
  const words = useWords().robustness;
  const { noVHeat, noVit } = useNetworks(BOTH_NETWORKS);
  const vheatInSlot = useExplorerState((s) => s.vheat);
  const vitInSlot = useExplorerState((s) => s.vit);
  const kind = useExplorerState((s) => s.disturb);
  const vheatModel = classifierIn(vheatInSlot);
  const vitModel = classifierIn(vitInSlot);
  const looks = useAnyPanel(LOOKS);
  const vheat = useDisturbedNetwork(looks ? vheatModel : null);
  const vit = useDisturbedNetwork(looks ? vitModel : null);
  /** Why a network that is there gives no answers; null where it does. */
  const noClasses = (model: ModelInfo | null) =>
    model === null || isClassifier(model) ? null : words.answer.noClasses(model.name);
  const known = [useAccuracy(vheatModel), useAccuracy(vitModel)].filter((one) => one !== null);
  // What nobody has measured yet comes first.
  const toMeasure = [...known]
    .sort((a, b) => Number(a.evidence !== null) - Number(b.evidence !== null))
    .map(({ model }) => model);

  return (
    <Study
      floor={
        <Panel name="knobs">
          <SeverityBar />
        </Panel>
      }
    >
      <Stage panels={SEEN} className={styles.scene}>
        <Panel name="caption" as="header" className={study.head}>
          <h1>{words.question}</h1>
          <p>{words.intro}</p>
        </Panel>
        <AnyPanel of={ANSWERS}>
          <Answers
            vheat={vheat}
            vit={vit}
            noVHeat={noVHeat ?? noClasses(vheatInSlot)}
            noVit={noVit ?? noClasses(vitInSlot)}
          />
        </AnyPanel>
        <Panel name="curve" as="section" aria-label={words.curve.title}>
          <AnswerCurve vheat={vheat} vit={vit} />
        </Panel>
        <Panel name="plot" as="section" aria-label={words.evidence.title}>
          <AccuracyCurve known={known} />
        </Panel>
      </Stage>
      <Side panels={ASKED} label={words.side}>
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
      <Side panels={NUMBERS} label={words.numbers} at="right" focusable>
        <Panel name="numbers" className={study.stack}>
          <Assumptions />
          <EvidenceTable kind={kind} known={known} />
          <OwnPictures models={toMeasure} />
        </Panel>
      </Side>
    </Study>
  );
}
