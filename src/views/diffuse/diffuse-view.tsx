import { doubtOf, topPredictions } from '../../state/prediction.ts';
import { Assumptions } from '../photo/assumptions.tsx';
import { NoClassifier } from '../photo/no-classifier.tsx';
import { Predictions } from '../photo/predictions.tsx';
import { SampleStrip } from '../photo/sample-strip.tsx';
import { Segments } from '../controls/segments.tsx';
import { otherFraming } from '../format/input-size.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useNetworks } from '../maps/use-networks.ts';
import { Panel, useAnyPanel } from '../panel.tsx';
import { DrawerButton, Side, Stage, Study } from '../study/study.tsx';
import { Transport } from '../transport/transport.tsx';
import { usePlayback } from '../transport/use-playback.ts';
import { useTransportKeys } from '../transport/use-transport-keys.ts';
import { BlockScene } from './block-scene.tsx';
import { DecisionChart } from './decision-chart.tsx';
import { Diffusivity, PixelDiffusivity } from './diffusivity.tsx';
import { DisplayOptions } from './display-options.tsx';
import { MeanK } from './mean-k.tsx';
import { NetworkMap } from './network-map.tsx';
import { DiffusivityMap, useKnobFrames } from './panels.tsx';
import { PhotoSource } from '../photo/photo-source.tsx';
import { PixelLab } from './pixel-lab.tsx';
import { useBlockHeat } from './use-block-heat.ts';
import { useMessages, useWords } from '../language-context.ts';
import styles from './diffuse.module.css';

const NEEDED = ['vheat'] as const;

const LEFT = ['photo', 'samples', 'prediction', 'curve'] as const;
const MIDDLE = ['maps', 'caption', 'plot', 'channels'] as const;
const RIGHT = ['network', 'knobs'] as const;

/** What draws the heat of the block in view. */
const HEAT = ['maps', 'caption', 'channels', 'knobs'] as const;

const SUBJECTS = ['network', 'pixels'] as const;

/** Heat spreading through the network, and everything that changes it. */
export default function DiffuseView() {
  useKnobFrames();
  const playback = usePlayback();
  useTransportKeys(playback);
  const { noVHeat } = useNetworks(NEEDED);
  const { block, problem } = useBlockHeat(useAnyPanel(HEAT));
  const say = useMessages();
  const network = useExplorerState((s) => s.vheat);
  const stage = useExplorerState((s) => s.stage);
  const tokens = network?.stages[stage]?.grid;
  const grid = tokens === undefined ? null : ([...tokens, 1] as const);
  const { format, diffuse: words } = useWords();
  const classifier = useExplorerState((s) => s.classifier);
  const lab = useExplorerState((s) => s.lab);
  const explorer = useExplorer();

  const subject = (
    <span className={styles.subject}>
      <Segments
        label={words.subject.label}
        value={lab ? 'pixels' : 'network'}
        options={SUBJECTS.map((value) => ({ value, label: words.subject[value] }))}
        onChange={(value) => void explorer.set({ lab: value === 'pixels' })}
      />
      <DrawerButton panels={LEFT} drawer="prediction" instead="network">
        {words.sides.prediction}
      </DrawerButton>
      <DrawerButton panels={RIGHT} drawer="network" instead="prediction">
        {words.sides.networkAndK}
      </DrawerButton>
    </span>
  );

  return (
    <Study
      className={styles.view}
      drawers
      floor={
        <Panel name="transport">
          <Transport playback={playback} />
        </Panel>
      }
    >
      <Stage panels={MIDDLE} className={styles.stage}>
        {problem !== null && <p role="alert">{say(problem)}</p>}
        {lab ? (
          <PixelLab subject={subject} />
        ) : block ? (
          <BlockScene block={block} subject={subject} />
        ) : (
          <>
            <div className={styles.bar}>
              {subject}
              <h1>{words.title}</h1>
            </div>
            <p className={styles.note}>{noVHeat ?? words.waiting}</p>
          </>
        )}
      </Stage>
      <Side panels={LEFT} label={words.sides.prediction} drawer="prediction">
        <Panel name="photo">
          <PhotoSource shape={grid} hidden={otherFraming(network, classifier, format) !== null} />
        </Panel>
        <Panel name="samples">
          <SampleStrip />
        </Panel>
        <WhatIf />
      </Side>
      <Side panels={RIGHT} label={words.sides.network} at="right" drawer="network">
        {network && !lab && (
          <Panel name="network">
            <NetworkMap network={network} />
          </Panel>
        )}
        <Panel name="knobs" className={styles.stack}>
          {lab ? <PixelDiffusivity /> : network && <CurrentDiffusivity />}
          {block && network && !lab && (
            <>
              <div className={styles.kMap}>
                <DiffusivityMap block={block} />
              </div>
              <MeanK network={network} block={block} />
            </>
          )}
          <DisplayOptions />
        </Panel>
      </Side>
    </Study>
  );
}

/** The prediction with the current knobs, and along them; only heat has them. */
function WhatIf() {
  const result = useExplorerState((s) => s.result);
  const model = useExplorerState((s) => s.classifier);
  const vheat = useExplorerState((s) => s.vheat);
  const say = useMessages();
  const { format, diffuse } = useWords();
  const words = diffuse.prediction;
  const lab = useExplorerState((s) => s.lab);
  if (model?.head.task === 'features') return <NoClassifier model={model} />;
  if (!result || !model) return null;
  const { head } = model;
  const doubt = doubtOf(result, model);
  const predictions = (
    <>
      {doubt !== null && <p className={styles.note}>{say(doubt)}</p>}
      <Predictions
        predictions={topPredictions(result, head)}
        wnids={head.wnids}
        doubtful={doubt !== null}
        live
      />
      <Assumptions />
    </>
  );
  const framing = otherFraming(vheat, model, format);
  if (model.architecture === 'vit')
    return (
      <Panel name="prediction" className={styles.stack}>
        <section aria-label={words.without}>
          <h2>{words.of(model.name)}</h2>
          {predictions}
        </section>
        <p className={styles.note}>
          {words.attends} {framing}
        </p>
      </Panel>
    );
  if (lab)
    return (
      <Panel name="prediction" as="section" aria-label={diffuse.lab.prediction.title}>
        <h2>{diffuse.lab.prediction.title}</h2>
        {predictions}
        <p className={styles.undisturbed}>{diffuse.lab.prediction.note}</p>
      </Panel>
    );
  return (
    <>
      <Panel name="prediction" as="section" aria-label={words.label}>
        <h2>{words.title}</h2>
        {predictions}
      </Panel>
      <Panel name="curve">
        <DecisionChart model={model} labels={head.labels} />
      </Panel>
    </>
  );
}

function CurrentDiffusivity() {
  const meanK = useExplorerState((s) => s.vheat?.stages[s.stage]?.meanK[s.block] ?? 1);
  return <Diffusivity meanK={meanK} />;
}
