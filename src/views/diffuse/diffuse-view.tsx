import { useId, useMemo, useState } from 'react';
import { topPredictions } from '../../state/prediction.ts';
import { Predictions } from '../classify/predictions.tsx';
import { SampleStrip } from '../classify/sample-strip.tsx';
import { Button } from '../controls/button.tsx';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { Transport } from '../transport/transport.tsx';
import { cellAt, pointSource, type BlockHeat, type PointKind } from './block-heat.ts';
import { ChannelPanel } from './channel-panel.tsx';
import { DecisionChart } from './decision-chart.tsx';
import { Diffusivity } from './diffusivity.tsx';
import { DisplayOptions } from './display-options.tsx';
import { NetworkMap } from './network-map.tsx';
import { DiffusivityMap, Panels, useChannelHeat, useKnobFrames } from './panels.tsx';
import { PhotoSource } from './photo-source.tsx';
import { PixelLab } from './pixel-lab.tsx';
import { SourceChoice } from './source-choice.tsx';
import { useBlockHeat } from './use-block-heat.ts';
import styles from './diffuse.module.css';

const SUBJECTS = [
  { value: 'network', label: 'in the network' },
  { value: 'pixels', label: 'pixel laboratory' },
] as const;

/** Heat spreading through the network, and everything that changes it. */
export default function DiffuseView() {
  useKnobFrames();
  const { block, problem } = useBlockHeat();
  const network = useExplorerState((s) => s.vheat);
  const lab = useExplorerState((s) => s.lab);
  const explorer = useExplorer();
  const [drawer, setDrawer] = useState<'left' | 'right' | null>(null);
  const left = useId();
  const right = useId();
  const toggle = (side: 'left' | 'right') => setDrawer(drawer === side ? null : side);

  return (
    <div className={styles.view}>
      <aside
        id={left}
        className={styles.side}
        data-open={drawer === 'left'}
        aria-label="Prediction"
      >
        <PhotoSource shape={block?.shape ?? null} />
        <SampleStrip />
        <WhatIf />
      </aside>
      <div className={styles.stage}>
        <div className={styles.bar}>
          <Segments
            label="Show heat"
            value={lab ? 'pixels' : 'network'}
            options={SUBJECTS}
            onChange={(value) => void explorer.set({ lab: value === 'pixels' })}
          />
          <span className={styles.drawers}>
            <Button
              aria-expanded={drawer === 'left'}
              aria-controls={left}
              onClick={() => toggle('left')}
            >
              Prediction
            </Button>
            <Button
              aria-expanded={drawer === 'right'}
              aria-controls={right}
              onClick={() => toggle('right')}
            >
              Network and k
            </Button>
          </span>
        </div>
        {problem !== null && <p role="alert">{problem}</p>}
        {lab ? (
          <PixelLab />
        ) : block ? (
          <BlockScene block={block} />
        ) : (
          <p className={styles.note}>Waiting for the network…</p>
        )}
      </div>
      <aside id={right} className={styles.side} data-open={drawer === 'right'} aria-label="Network">
        {network && (
          <>
            <NetworkMap network={network} />
            <CurrentDiffusivity />
          </>
        )}
        {block && !lab && <BlockDiffusivity block={block} />}
        <DisplayOptions />
        <p className={styles.note}>
          The mean of every map stays the same for every t: heat moves, none is lost.
        </p>
      </aside>
      <div className={styles.floor}>
        <Transport />
      </div>
    </div>
  );
}

/** The prediction with the current knobs, and along them. */
function WhatIf() {
  const result = useExplorerState((s) => s.result);
  const model = useExplorerState((s) => s.classifier);
  if (!result || !model) return null;
  return (
    <>
      <section aria-label="Prediction with these knobs">
        <h2>Prediction at this t and k</h2>
        <Predictions predictions={topPredictions(result, model)} wnids={model.wnids} />
      </section>
      <DecisionChart model={model} />
    </>
  );
}

function CurrentDiffusivity() {
  const meanK = useExplorerState((s) => s.vheat?.stages[s.stage]?.meanK[s.block] ?? 1);
  return <Diffusivity meanK={meanK} />;
}

function BlockDiffusivity({ block }: { readonly block: BlockHeat }) {
  const heat = useChannelHeat(block, block.source);
  return (
    <div className={styles.kMap}>
      <DiffusivityMap heat={heat} shape={block.shape} />
    </div>
  );
}

/** One block: its channel in view in four panels, and all its channels. */
function BlockScene({ block }: { readonly block: BlockHeat }) {
  const patch = useExplorerState((s) => s.patch);
  const channel = useExplorerState((s) => Math.min(s.channel, block.shape[2] - 1));
  const stride = useExplorerState((s) => s.vheat?.stages[block.stage]?.stride ?? null);
  const [kind, setKind] = useState<PointKind>('impulse');
  const cell = patch === null ? null : cellAt(block.shape, patch);
  const row = cell?.row ?? null;
  const column = cell?.column ?? null;
  const source = useMemo(
    () =>
      row === null || column === null ? block.source : pointSource(block, { row, column }, kind),
    [block, row, column, kind],
  );
  const heat = useChannelHeat(block, source);
  const [h, w] = block.shape;
  return (
    <>
      <section className={styles.operator} aria-labelledby="operator-title">
        <header className={styles.bar}>
          <h2 id="operator-title">
            Stage {block.stage + 1} · block {block.block + 1} · channel {channel + 1}
          </h2>
          <span className={styles.facts}>
            {h} × {w} tokens{stride === null ? '' : `, stride ${stride} px`}
          </span>
          <SourceChoice kind={kind} onKind={setKind} />
        </header>
        <Panels heat={heat} shape={block.shape} point={patch !== null} />
      </section>
      <ChannelPanel block={block} source={source} />
    </>
  );
}
