import { line, scaleLinear } from 'd3';
import { tableCsv } from '../../math/csv.ts';
import {
  cellMiddle,
  cumulativeContribution,
  normaliseContribution,
  type Normalisation,
} from '../../math/receptive-field.ts';
import { ChartExport } from '../maps/chart-export.tsx';
import styles from '../maps/study.module.css';
import type { FieldRun } from './use-fields.ts';
import { runName } from './words.ts';

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
  const curves = runs.flatMap((run) => {
    if (run.result === null) return [];
    const { field, cell, stride } = run.result;
    const centre = cellMiddle(cell, stride);
    const map = normaliseContribution(field.data, norm);
    const share = cumulativeContribution(map, field.height, field.width, centre);
    return [{ run, name: runName(run), share, half: share.findIndex((s) => s >= 0.5) }];
  });
  if (curves.length === 0) return null;
  const farthest = Math.max(...curves.map(({ share }) => share.length - 1));
  const x = scaleLinear([0, farthest], [LEFT, RIGHT]);
  const y = scaleLinear([0, 1], [FLOOR, 12]);
  const title = 'Contribution within a radius';
  const summary = curves.map(({ name, half }) => `${name}: half within ${half} px`).join('; ');
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
        aria-label={`${title}. ${summary}.`}
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
              {run.trained ? '—' : '- -'} {name.replace(' training', '')}
            </text>
          </g>
        ))}
      </svg>
    </section>
  );
}
