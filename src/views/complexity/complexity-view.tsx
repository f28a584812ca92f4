import { BENCHMARK } from '../../math/complexity.ts';
import type { LayerTiming } from '../../state/explorer.ts';
import { Button } from '../controls/button.tsx';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { BACKEND_TITLES, duration } from '../format/format.ts';
import study from '../maps/study.module.css';
import { Panel } from '../panel.tsx';
import { Side, Stage, Study } from '../study/study.tsx';
import styles from './complexity.module.css';
import { CostFacts } from './cost-facts.tsx';
import { CostPlot } from './cost-plot.tsx';
import { PublishedChart } from './published-chart.tsx';
import { EXACT, measuredSeries, PARTS, slowerThanLayer } from './series.ts';
import { WhyLayers } from './why-layers.tsx';
import { macs } from './words.ts';

const ASKED = ['knobs', 'numbers'] as const;
const SEEN = ['caption', 'plot'] as const;

const MEASUREMENTS = BENCHMARK.imageSizes.length * PARTS.length;

/** What seeing everything costs as images grow: by formula, on this device, and as published. */
export default function ComplexityView() {
  const explorer = useExplorer();
  const pixels = useExplorerState((s) => s.pixels);
  const { state, timings, backend, problem } = useExplorerState((s) => s.benchmark);
  const started = useExplorerState((s) => s.backendInfo !== null);
  const device =
    backend && [BACKEND_TITLES[backend.name], backend.adapter].filter(Boolean).join(', ');

  const measure = (
    <Button
      look="primary"
      disabled={!started}
      onClick={() => void explorer.studies.measureLayers()}
    >
      {timings.length > 0 ? 'Measure again' : 'Measure on this device'}
    </Button>
  );
  return (
    <Study className={styles.view}>
      <Side panels={ASKED} label="Image size and cost">
        <Panel name="knobs" as="section" className={`${study.group} ${styles.sizes}`}>
          <h2>Image size</h2>
          <Segments
            label="Image size"
            value={pixels}
            options={BENCHMARK.imageSizes.map((value) => ({ value, label: String(value) }))}
            onChange={(value) => void explorer.set({ pixels: value })}
          />
        </Panel>
        <Panel name="numbers" className={study.stack}>
          <CostFacts pixels={pixels} timings={timings} />
        </Panel>
      </Side>
      <Stage panels={SEEN}>
        <Panel name="caption" as="header" className={study.head}>
          <h1>What does it cost to see everything?</h1>
          <p>
            Attention compares every token with every other: N² pairs. Heat reaches every token
            through cosine transforms along rows and columns: N<sup>1.5</sup>. The longer the side
            of the image, the wider the gap.
          </p>
        </Panel>
        <Panel name="plot" className={study.stack}>
          <div className={styles.plots}>
            <CostPlot
              title="Time on this device"
              note={
                backend === null
                  ? 'Medians over repeated runs, after warming up. Logarithmic axes.'
                  : `${device ?? ''}. Medians over repeated runs, after warming up.`
              }
              series={measuredSeries(timings)}
              format={duration}
              unit="ms"
              pixels={pixels}
              empty={
                <div className={`${study.absent} ${styles.empty}`}>
                  {state === 'running' ? 'Measuring…' : measure}
                </div>
              }
            />
            <CostPlot
              title="Multiply–adds, exactly"
              note="By formula, for the same layers. A power of N is a straight line."
              series={EXACT}
              format={macs}
              unit="multiply-adds"
              pixels={pixels}
            />
          </div>
          {state === 'running' && (
            <div className={study.run} role="group" aria-label="Measurement">
              <progress aria-label="Measured" max={MEASUREMENTS} value={timings.length} />
              <Button onClick={() => void explorer.studies.cancelMeasuring()}>Cancel</Button>
            </div>
          )}
          {state !== 'running' && state !== 'idle' && (
            <div className={study.bar} role="status">
              <span className={study.note}>
                {state === 'done' && `Measured on ${device ?? ''}.`}
                {state === 'cancelled' && 'Cancelled: the curves show what was measured.'}
                {state === 'failed' && problem}
              </span>
              {timings.length > 0 && measure}
            </div>
          )}
          <Doubts timings={timings} />
          <div className={styles.plots}>
            <PublishedChart />
            <WhyLayers />
          </div>
        </Panel>
      </Stage>
    </Study>
  );
}

/** Says which measured times cannot both be right. */
function Doubts({ timings }: { readonly timings: readonly LayerTiming[] }) {
  const doubts = slowerThanLayer(timings);
  if (doubts.length === 0) return null;
  const list = doubts.map(
    ({ network, imageSize, mixing, layer }) =>
      `${network} at ${imageSize} px (${duration(mixing)} against ${duration(layer)})`,
  );
  return (
    <p className={study.note} role="note">
      Mixing took longer than the whole layer it is part of: {list.join(', ')}. Differences of that
      size are noise here; measure again with less running beside this page.
    </p>
  );
}
