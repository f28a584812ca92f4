import { BENCHMARK } from '../../math/complexity.ts';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import study from '../maps/study.module.css';
import { Panel } from '../panel.tsx';
import { Prose } from '../prose.tsx';
import { Side, Stage, Study } from '../study/study.tsx';
import styles from './complexity.module.css';
import { CostFacts } from './cost-facts.tsx';
import { CostPlots } from './cost-plots.tsx';
import { PublishedChart } from './published-chart.tsx';
import { WhyLayers } from './why-layers.tsx';

const ASKED = ['knobs', 'numbers'] as const;
const SEEN = ['caption', 'plot'] as const;

/** What seeing everything costs as images grow: by formula, on this device, and as published. */
export default function ComplexityView() {
  const explorer = useExplorer();
  const words = useWords().complexity;
  const pixels = useExplorerState((s) => s.pixels);
  const timings = useExplorerState((s) => s.benchmark.timings);
  const present = useExplorerState((s) => s.present);
  return (
    <Study className={styles.view}>
      <Stage panels={SEEN} className={styles.scene}>
        <Panel name="caption" as="header" className={study.head}>
          <h1>{words.question}</h1>
          {words.answer.map((sentence) => (
            <p key={sentence}>
              <Prose>{sentence}</Prose>
            </p>
          ))}
        </Panel>
        <Panel name="plot" className={study.stack}>
          <CostPlots />
          {!present && (
            <div className={styles.plots}>
              <PublishedChart />
              <WhyLayers />
            </div>
          )}
        </Panel>
      </Stage>
      <Side panels={ASKED} label={words.side}>
        <Panel name="knobs" as="section" className={`${study.group} ${styles.sizes}`}>
          <h2>{words.imageSize}</h2>
          <Segments
            label={words.imageSize}
            value={pixels}
            options={BENCHMARK.imageSizes.map((value) => ({ value, label: String(value) }))}
            onChange={(value) => void explorer.set({ pixels: value })}
          />
        </Panel>
        <Panel name="numbers" className={study.stack}>
          <CostFacts pixels={pixels} timings={timings} />
        </Panel>
      </Side>
    </Study>
  );
}
