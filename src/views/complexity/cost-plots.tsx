import { BENCHMARK } from '../../math/complexity.ts';
import type { LayerTiming } from '../../state/explorer.ts';
import { Button } from '../controls/button.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { BACKEND_TITLES, duration, percent } from '../format/format.ts';
import { useMessages, useWords } from '../language-context.ts';
import study from '../maps/study.module.css';
import styles from './complexity.module.css';
import { CostPlot } from './cost-plot.tsx';
import {
  EXACT,
  isMixing,
  measuredSeries,
  missingOf,
  noiseOf,
  PARTS,
  slowerThanLayer,
} from './series.ts';
import { macs } from './words.ts';

const MEASUREMENTS = BENCHMARK.imageSizes.length * PARTS.length;

/** Cost over tokens as measured here and by formula; on a stage one of them, of mixing alone. */
export function CostPlots() {
  const explorer = useExplorer();
  const words = useWords().complexity;
  const say = useMessages();
  const present = useExplorerState((s) => s.present);
  const pixels = useExplorerState((s) => s.pixels);
  const { state, timings, backend, problem } = useExplorerState((s) => s.benchmark);
  const started = useExplorerState((s) => s.backendInfo !== null);
  const device =
    backend && [BACKEND_TITLES[backend.name], backend.adapter].filter(Boolean).join(', ');
  const running = state === 'running';
  const measured = running || timings.length > 0;
  const told = present ? isMixing : () => true;
  const leftOut = missingOf(timings).map(({ part, imageSize }) =>
    words.run.one(words.parts[part], imageSize),
  );

  const measure = (
    <Button
      look="primary"
      disabled={!started}
      onClick={() => void explorer.studies.measureLayers()}
    >
      {timings.length > 0 ? words.run.again : words.run.measure}
    </Button>
  );
  return (
    <>
      <div className={styles.plots}>
        {(measured || !present) && (
          <CostPlot
            title={words.time.title}
            note={device === null ? words.time.unmeasured : words.time.measured(device)}
            series={measuredSeries(timings).filter(told)}
            isNoisy={noiseOf(timings)?.isTooMuch ?? false}
            format={duration}
            unit="ms"
            pixels={pixels}
            empty={
              <div className={`${study.absent} ${styles.empty}`}>
                {running ? words.run.measuring : measure}
              </div>
            }
          />
        )}
        {(!measured || !present) && (
          <CostPlot
            title={words.exact.title}
            note={words.exact.note}
            series={EXACT.filter(told)}
            format={macs}
            unit="multiply-adds"
            pixels={pixels}
          />
        )}
      </div>
      {running && (
        <div className={study.run} role="group" aria-label={words.run.label}>
          <progress aria-label={words.run.progress} max={MEASUREMENTS} value={timings.length} />
          <Button onClick={() => void explorer.studies.cancelMeasuring()}>
            {words.run.cancel}
          </Button>
        </div>
      )}
      {present && state === 'idle' && <div className={study.bar}>{measure}</div>}
      {!running && state !== 'idle' && (
        <div className={study.bar} role="status">
          <span className={study.note}>
            {state === 'done' &&
              words.run.done(device ?? '', percent(noiseOf(timings)?.spread ?? 0))}
            {state === 'done' && leftOut.length > 0 && words.run.leftOut(leftOut)}
            {state === 'cancelled' && words.run.cancelled}
            {state === 'failed' && problem !== null && say(problem)}
          </span>
          {timings.length > 0 && measure}
        </div>
      )}
      <Doubts timings={timings} />
    </>
  );
}

/** Says how far times can be trusted that vary much, and which cannot both be right. */
function Doubts({ timings }: { readonly timings: readonly LayerTiming[] }) {
  const { doubts: words, parts } = useWords().complexity;
  const doubts = slowerThanLayer(timings);
  const noise = noiseOf(timings);
  if (doubts.length === 0 && noise?.isTooMuch !== true) return null;
  const list = doubts.map(({ network, imageSize, mixing, layer }) =>
    words.one(parts[network], imageSize, duration(mixing), duration(layer)),
  );
  return (
    <p className={study.note} role="note">
      {noise?.isTooMuch === true && words.noisy(percent(noise.spread))}
      {list.length > 0 && words.all(list)}
    </p>
  );
}
