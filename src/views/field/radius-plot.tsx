import { line, scaleLinear } from 'd3';
import { tableCsv } from '../../math/csv.ts';
import type { Normalisation } from '../../math/receptive-field.ts';
import { fieldWithin } from '../../state/studies.ts';
import { useWords } from '../language-context.ts';
import { ChartExport } from '../maps/chart-export.tsx';
import styles from '../maps/study.module.css';
import type { FieldRun } from './use-fields.ts';

const WIDTH = 560;
const HEIGHT = 160;
const LEFT = 54;
const RIGHT = WIDTH - 128;
const FLOOR = HEIGHT - 24;

interface Props {
  readonly runs: readonly FieldRun[];
  readonly norm: Normalisation;
}

/** How the contribution gathers with the distance from the middle of the cell. */
export function RadiusPlot({ runs, norm }: Props) {
  const words = useWords().field;
  const curves = runs.flatMap((run) => {
    if (run.result === null) return [];
    const share = fieldWithin(run.result, norm);
    return [{ run, name: words.of(run), share, half: share.findIndex((s) => s >= 0.5) }];
  });
  if (curves.length === 0) return null;
  const farthest = Math.max(...curves.map(({ share }) => share.length - 1));
  const x = scaleLinear([0, farthest], [LEFT, RIGHT]);
  const y = scaleLinear([0, 1], [FLOOR, 12]);
  const { title } = words.plot;
  const summary = curves
    .map(({ name, half }) => words.plot.half(name, half))
    .join(words.plot.between);
  const csv = () =>
    tableCsv(
      ['radius in px', ...curves.map(({ name }) => name)],
      Array.from({ length: farthest + 1 }, (_, r) => [
        r,
        ...curves.map(({ share }) => share.at(r) ?? null),
      ]),
    );
  return (
    <section>
      <div className={styles.bar}>
        <h2>{title}</h2>
        <span className={styles.note}>{summary}</span>
        <ChartExport of={title} csv={csv} />
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={`${styles.chart} ${styles.wide}`}
        role="img"
        aria-label={words.plot.alternative(summary)}
      >
        <line x1={LEFT} x2={RIGHT} y1={FLOOR} y2={FLOOR} className={styles.axis} />
        <line x1={LEFT} x2={RIGHT} y1={y(0.5)} y2={y(0.5)} className={styles.reference} />
        {[0, 0.5, 1].map((tick) => (
          <text key={tick} x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
            {100 * tick} %
          </text>
        ))}
        {x.ticks(6).map((tick) => (
          <text key={tick} x={x(tick)} y={HEIGHT - 6} textAnchor="middle">
            {tick}
            {tick === 0 ? ' px' : ''}
          </text>
        ))}
        {curves.map(({ run, name, share }, i) => (
          <g key={name}>
            <path
              className={run.network === 'vheat' ? styles.heat : styles.attention}
              strokeDasharray={run.trained ? undefined : '5 4'}
              d={
                line<number>(
                  (_, r) => x(r),
                  (s) => y(s),
                )(Array.from(share)) ?? ''
              }
            />
            <text
              x={RIGHT + 8}
              y={24 + 16 * i}
              className={run.network === 'vheat' ? styles.heatText : styles.attentionText}
            >
              {run.trained ? '—' : '- -'} {words.ofShort(run)}
            </text>
          </g>
        ))}
      </svg>
    </section>
  );
}
