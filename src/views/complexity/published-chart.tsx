import { line, scaleLinear } from 'd3';
import {
  PUBLISHED,
  PUBLISHED_SOURCE,
  type PublishedResult,
} from '../../content/published-results.ts';
import { tableCsv } from '../../math/csv.ts';
import { useWords } from '../language-context.ts';
import { ChartExport } from '../maps/chart-export.tsx';
import study from '../maps/study.module.css';
import styles from './complexity.module.css';

const WIDTH = 520;
const HEIGHT = 250;
const LEFT = 46;
const RIGHT = WIDTH - 16;
const TOP = 14;
const FLOOR = HEIGHT - 40;

const FAMILIES = [...new Set(PUBLISHED.map(({ family }) => family))];
const x = scaleLinear([100, 1800], [LEFT, RIGHT]);
const y = scaleLinear([81, 84.2], [FLOOR, TOP]);

interface Place {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: 'start' | 'end';
}

/** Where a name stands beside its point, so that no two lie on one another. */
function placeOf({ family, size }: PublishedResult): Place {
  if (family === 'ConvNeXt' && size === 'B') return { dx: -6, dy: -4, anchor: 'end' };
  const above = family === 'vHeat' || (family === 'ConvNeXt' && size === 'S');
  return { dx: 7, dy: above ? -4 : 14, anchor: 'start' };
}

const nameOf = ({ family, size }: PublishedResult) => `${family}-${size}`;

/** The paper's accuracy against its throughput: other hardware, never to be read beside this device's times. */
export function PublishedChart() {
  const words = useWords().complexity.published;
  const { title, conditions } = words;
  const summary = PUBLISHED.map((r) =>
    words.one(nameOf(r), r.top1.toFixed(1), r.imagesPerSecond),
  ).join(words.separator);
  const csv = () =>
    tableCsv(
      ['network', 'top-1 %', 'images/s on A100', 'G multiply-adds'],
      PUBLISHED.map((r) => [nameOf(r), r.top1, r.imagesPerSecond, r.gigaMacs]),
    );
  return (
    <section className={styles.plot} aria-label={title}>
      <div className={study.bar}>
        <h2>{title}</h2>
        <ChartExport of={title} csv={csv} />
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={`${study.chart} ${styles.chart}`}
        role="img"
        aria-label={words.described(title, conditions, summary)}
      >
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={RIGHT} y1={y(tick)} y2={y(tick)} className={study.axis} />
            <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
              {tick} %
            </text>
          </g>
        ))}
        {[300, 600, 900, 1200, 1500].map((tick) => (
          <text key={tick} x={x(tick)} y={FLOOR + 18} textAnchor="middle">
            {tick}
          </text>
        ))}
        <text x={RIGHT} y={FLOOR + 34} textAnchor="end">
          {words.axis}
        </text>
        {FAMILIES.map((family) => {
          const members = PUBLISHED.filter((r) => r.family === family);
          const ours = family === 'vHeat';
          return (
            <g key={family}>
              <path
                className={ours ? study.heat : styles.family}
                d={
                  line<PublishedResult>(
                    (r) => x(r.imagesPerSecond),
                    (r) => y(r.top1),
                  )(members) ?? ''
                }
              />
              {members.map((r) => (
                <g key={r.size}>
                  <circle
                    cx={x(r.imagesPerSecond)}
                    cy={y(r.top1)}
                    r={ours ? 4.5 : 3}
                    className={ours ? study.heatDot : styles.dot}
                  />
                  <text
                    x={x(r.imagesPerSecond) + placeOf(r).dx}
                    y={y(r.top1) + placeOf(r).dy}
                    textAnchor={placeOf(r).anchor}
                    className={ours ? study.heatText : undefined}
                  >
                    {nameOf(r)}
                  </text>
                </g>
              ))}
            </g>
          );
        })}
      </svg>
      <p className={study.note}>{words.source(conditions, PUBLISHED_SOURCE)}</p>
    </section>
  );
}
