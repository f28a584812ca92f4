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
import { Diffusivity } from './diffusivity.tsx';
import { DisplayOptions } from './display-options.tsx';
import { NetworkMap } from './network-map.tsx';
import { DiffusivityMap, useKnobFrames } from './panels.tsx';
import { PhotoSource } from '../photo/photo-source.tsx';
import { PixelLab } from './pixel-lab.tsx';
import { useBlockHeat } from './use-block-heat.ts';
import styles from './diffuse.module.css';

const NEEDED = ['vheat'] as const;

const LEFT = ['photo', 'samples', 'prediction', 'curve'] as const;
const MIDDLE = ['maps', 'plot', 'channels'] as const;
const RIGHT = ['network', 'knobs', 'caption'] as const;

/** What draws the heat of the block in view. */
const HEAT = ['maps', 'channels', 'knobs'] as const;

const SUBJECTS = [
  { value: 'network', label: 'feature maps' },
  { value: 'pixels', label: 'pixel laboratory' },
] as const;

/** Heat spreading through the network, and everything that changes it. */
export default function DiffuseView() {
  useKnobFrames();
  const playback = usePlayback();
  useTransportKeys(playback);
  const { noVHeat } = useNetworks(NEEDED);
  const { block, problem } = useBlockHeat(useAnyPanel(HEAT));
  const network = useExplorerState((s) => s.vheat);
  const stage = useExplorerState((s) => s.stage);
  const tokens = network?.stages[stage]?.grid;
  const grid = tokens === undefined ? null : ([...tokens, 1] as const);
  const classifier = useExplorerState((s) => s.classifier);
  const lab = useExplorerState((s) => s.lab);
  const explorer = useExplorer();

  const subject = (
    <>
      <Segments
        label="Show heat"
        value={lab ? 'pixels' : 'network'}
        options={SUBJECTS}
        onChange={(value) => void explorer.set({ lab: value === 'pixels' })}
      />
      <DrawerButton panels={LEFT} drawer="prediction" instead="network">
        Prediction
      </DrawerButton>
      <DrawerButton panels={RIGHT} drawer="network" instead="prediction">
        Network and k
      </DrawerButton>
    </>
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
      <Side panels={LEFT} label="Prediction" drawer="prediction">
        <Panel name="photo">
          <PhotoSource shape={grid} hidden={otherFraming(network, classifier) !== null} />
        </Panel>
        <Panel name="samples">
          <SampleStrip />
        </Panel>
        <WhatIf />
      </Side>
      <Stage panels={MIDDLE} className={styles.stage}>
        {problem !== null && <p role="alert">{problem}</p>}
        {lab ? (
          <PixelLab subject={subject} />
        ) : block ? (
          <BlockScene block={block} subject={subject} />
        ) : (
          <>
            <div className={styles.bar}>{subject}</div>
            <p className={styles.note}>{noVHeat ?? 'Waiting for the network…'}</p>
          </>
        )}
      </Stage>
      <Side panels={RIGHT} label="Network" drawer="network">
        {network && (
          <Panel name="network">
            <NetworkMap network={network} />
          </Panel>
        )}
        <Panel name="knobs" className={styles.stack}>
          {network && <CurrentDiffusivity />}
          {block && !lab && (
            <div className={styles.kMap}>
              <DiffusivityMap block={block} />
            </div>
          )}
          <DisplayOptions />
        </Panel>
        <Panel name="caption" as="p" className={styles.note}>
          The mean of every map stays the same for every t: heat moves, none is lost.
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
  if (model?.head.task === 'features') return <NoClassifier model={model} />;
  if (!result || !model) return null;
  const { head } = model;
  const doubt = doubtOf(result, model);
  const predictions = (
    <>
      {doubt !== null && <p className={styles.note}>{doubt}</p>}
      <Predictions
        predictions={topPredictions(result, head)}
        wnids={head.wnids}
        doubtful={doubt !== null}
        live
      />
      <Assumptions />
    </>
  );
  const framing = otherFraming(vheat, model);
  if (model.architecture === 'vit')
    return (
      <Panel name="prediction" className={styles.stack}>
        <section aria-label="Prediction without heat">
          <h2>Prediction of {model.name}</h2>
          {predictions}
        </section>
        <p className={styles.note}>
          It attends and conducts no heat, so t and k do not change it. Choose a vHeat in Models to
          see them at work. {framing}
        </p>
      </Panel>
    );
  return (
    <>
      <Panel name="prediction" as="section" aria-label="Prediction with these knobs">
        <h2>Prediction at this t and k</h2>
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
