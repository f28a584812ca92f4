import { doubtOf, topPredictions } from '../../state/prediction.ts';
import { Assumptions } from '../photo/assumptions.tsx';
import { Predictions } from '../photo/predictions.tsx';
import { SampleStrip } from '../photo/sample-strip.tsx';
import { Segments } from '../controls/segments.tsx';
import { otherFraming } from '../format/input-size.ts';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useNetworks } from '../maps/use-networks.ts';
import { DrawerButton, Side, Stage, Study } from '../study/study.tsx';
import { Transport } from '../transport/transport.tsx';
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

const SUBJECTS = [
  { value: 'network', label: 'feature maps' },
  { value: 'pixels', label: 'pixel laboratory' },
] as const;

/** Heat spreading through the network, and everything that changes it. */
export default function DiffuseView() {
  useKnobFrames();
  const { noVHeat } = useNetworks(NEEDED);
  const { block, problem } = useBlockHeat();
  const network = useExplorerState((s) => s.vheat);
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
      <DrawerButton drawer="prediction" instead="network">
        Prediction
      </DrawerButton>
      <DrawerButton drawer="network" instead="prediction">
        Network and k
      </DrawerButton>
    </>
  );

  return (
    <Study className={styles.view} drawers floor={<Transport />}>
      <Side label="Prediction" drawer="prediction">
        <PhotoSource
          shape={block?.shape ?? null}
          hidden={otherFraming(network, classifier) !== null}
        />
        <SampleStrip />
        <WhatIf />
      </Side>
      <Stage className={styles.stage}>
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
      <Side label="Network" drawer="network">
        {network && (
          <>
            <NetworkMap network={network} />
            <CurrentDiffusivity />
          </>
        )}
        {block && !lab && (
          <div className={styles.kMap}>
            <DiffusivityMap block={block} />
          </div>
        )}
        <DisplayOptions />
        <p className={styles.note}>
          The mean of every map stays the same for every t: heat moves, none is lost.
        </p>
      </Side>
    </Study>
  );
}

/** The prediction with the current knobs, and along them; only heat has them. */
function WhatIf() {
  const result = useExplorerState((s) => s.result);
  const model = useExplorerState((s) => s.classifier);
  const vheat = useExplorerState((s) => s.vheat);
  if (!result || !model) return null;
  const doubt = doubtOf(result, model);
  const predictions = (
    <>
      {doubt !== null && <p className={styles.note}>{doubt}</p>}
      <Predictions
        predictions={topPredictions(result, model)}
        wnids={model.wnids}
        doubtful={doubt !== null}
        live
      />
      <Assumptions />
    </>
  );
  const framing = otherFraming(vheat, model);
  if (model.architecture === 'vit')
    return (
      <>
        <section aria-label="Prediction without heat">
          <h2>Prediction of {model.name}</h2>
          {predictions}
        </section>
        <p className={styles.note}>
          It attends and conducts no heat, so t and k do not change it. Choose a vHeat in Models to
          see them at work. {framing}
        </p>
      </>
    );
  return (
    <>
      <section aria-label="Prediction with these knobs">
        <h2>Prediction at this t and k</h2>
        {predictions}
      </section>
      <DecisionChart model={model} />
    </>
  );
}

function CurrentDiffusivity() {
  const meanK = useExplorerState((s) => s.vheat?.stages[s.stage]?.meanK[s.block] ?? 1);
  return <Diffusivity meanK={meanK} />;
}
