import { line, scaleLog } from 'd3';
import type { ReactNode } from 'react';
import { BENCHMARK, gridSide } from '../../math/complexity.ts';
import { tableCsv } from '../../math/csv.ts';
import type { Words } from '../../content/words/words.ts';
import { useWords } from '../language-context.ts';
import { apart } from '../maps/apart.ts';
import { ChartExport } from '../maps/chart-export.tsx';
import study from '../maps/study.module.css';
import styles from './complexity.module.css';
import { exponentText, isComplete, isMixing, type CostPoint, type CostSeries } from './series.ts';

const WIDTH = 540;
const HEIGHT = 300;
const LEFT = 58;
const RIGHT = WIDTH - 152;
const TOP = 14;
const FLOOR = HEIGHT - 40;
const LABEL_GAP = 15;

interface Props {
  readonly title: string;
  /** One quiet sentence after the title. */
  readonly note: string;
  readonly series: readonly CostSeries[];
  /** Numbers of the vertical axis with their unit. */
  readonly format: (value: number) => string;
  /** Unit in the copied table. */
  readonly unit: string;
  /** Side of the image that is spelt out elsewhere. */
  readonly pixels: number;
  /** Whether no exponent may be fitted to it. */
  readonly isNoisy?: boolean;
  /** In place of the plot while there is nothing to draw. */
  readonly empty?: ReactNode;
}

/** Cost over tokens on logarithmic axes, where a power of N is a straight line, and the fitted exponents below. */
export function CostPlot({ title, note, series, format, unit, pixels, isNoisy, empty }: Props) {
  const { plot: words, parts, theory } = useWords().complexity;
  const drawn = series.filter(({ points }) => points.length > 0);
  const summary = drawn
    .map((s) =>
      isComplete(s) && !isNoisy
        ? words.grows(parts[s.part], exponentText(s, words))
        : words.incomplete(parts[s.part], exponentText(s, words, isNoisy)),
    )
    .join(words.separator);
  return (
    <section className={styles.plot} aria-label={title}>
      <div className={study.bar}>
        <h2>{title}</h2>
        <ChartExport of={title} csv={() => csvOf(series, unit)} />
      </div>
      <p className={study.note}>{note}</p>
      {drawn.length === 0 ? (
        empty
      ) : (
        <Curves
          series={drawn}
          format={format}
          pixels={pixels}
          names={parts}
          label={words.described(title, BENCHMARK.imageSizes.map(tokensOf).join(', '), summary)}
        />
      )}
      <table className={study.table} aria-label={words.exponents(title)}>
        <thead>
          <tr>
            <td />
            <td>{words.fitted}</td>
            <td>{words.theory}</td>
          </tr>
        </thead>
        <tbody>
          {series.map((s) => (
            <tr key={s.part}>
              <th scope="row">
                <Swatch part={s.part} /> {parts[s.part]}
              </th>
              <td className={styles.exponent}>{exponentText(s, words, isNoisy)}</td>
              <td>{theory[s.part]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const tokensOf = (imageSize: number) => gridSide(imageSize) ** 2;
const toneOf = ({ part }: Pick<CostSeries, 'part'>) =>
  part.startsWith('heat') ? 'heat' : 'attention';

function csvOf(series: readonly CostSeries[], unit: string): string {
  return tableCsv(
    ['image px', 'tokens', ...series.map((s) => `${s.part} ${unit}`)],
    BENCHMARK.imageSizes.map((size) => [
      size,
      tokensOf(size),
      ...series.map(({ points }) => points.find(({ n }) => n === tokensOf(size))?.t ?? null),
    ]),
  );
}

function Swatch({ part }: Pick<CostSeries, 'part'>) {
  return (
    <svg className={styles.swatch} viewBox="0 0 22 8" aria-hidden="true">
      <path
        d="M0 4H22"
        className={`${study[toneOf({ part })]} ${isMixing({ part }) ? '' : styles.layer}`}
      />
    </svg>
  );
}

interface CurvesProps extends Pick<Props, 'series' | 'format' | 'pixels'> {
  readonly label: string;
  readonly names: Words['complexity']['parts'];
}

function Curves({ series, format, pixels, label, names }: CurvesProps) {
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ t, quartiles }) => [t, ...(quartiles ?? [])]),
  );
  const sizes = BENCHMARK.imageSizes;
  const x = scaleLog([tokensOf(sizes[0]), tokensOf(sizes[sizes.length - 1])], [LEFT, RIGHT]);
  const y = scaleLog([Math.min(...values) / 1.3, Math.max(...values) * 1.3], [FLOOR, TOP]);
  const spread = ({ n, quartiles }: CostPoint) =>
    quartiles ? `M${x(n)} ${y(quartiles[0])}V${y(quartiles[1])}` : '';
  const ends = series.map(({ points }) => points[points.length - 1]);
  const labels = apart(
    ends.map(({ t }) => y(t)),
    LABEL_GAP,
    FLOOR,
  );
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={`${study.chart} ${styles.chart}`}
      role="img"
      aria-label={label}
    >
      {decades(y.domain()).map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={RIGHT} y1={y(tick)} y2={y(tick)} className={study.axis} />
          <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      <line x1={LEFT} x2={RIGHT} y1={FLOOR} y2={FLOOR} className={study.axis} />
      <line
        x1={x(tokensOf(pixels))}
        x2={x(tokensOf(pixels))}
        y1={TOP}
        y2={FLOOR}
        className={study.reference}
      />
      {sizes.map((size, i) => (
        <g
          key={size}
          className={size === pixels ? styles.current : i % 3 === 1 ? styles.minor : undefined}
        >
          <text x={x(tokensOf(size))} y={FLOOR + 15} textAnchor="middle">
            {i === 0 ? 'N = ' : ''}
            {tokensOf(size)}
          </text>
          <text x={x(tokensOf(size))} y={FLOOR + 29} textAnchor="middle">
            {size} px
          </text>
        </g>
      ))}
      {series.map((s, i) => (
        <g key={s.part}>
          <path
            className={`${study[toneOf(s)]} ${isMixing(s) ? '' : styles.layer}`}
            d={
              line<CostPoint>(
                ({ n }) => x(n),
                ({ t }) => y(t),
              )(s.points) ?? ''
            }
          />
          <path
            className={`${study[toneOf(s)]} ${styles.spread}`}
            d={s.points.map(spread).join('')}
          />
          {s.points.map(({ n, t }) => (
            <circle
              key={n}
              cx={x(n)}
              cy={y(t)}
              r={isMixing(s) ? 3.5 : 2}
              className={study[`${toneOf(s)}Dot`]}
            />
          ))}
          <text x={x(ends[i].n) + 9} y={labels[i] + 4} className={study[`${toneOf(s)}Text`]}>
            {names[s.part]}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Powers of ten inside a domain; every factor of two where there are fewer than two. */
function decades([low, high]: readonly number[]): number[] {
  const powers = (base: number) => {
    const first = Math.ceil(Math.log(low) / Math.log(base));
    const last = Math.floor(Math.log(high) / Math.log(base));
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => base ** (first + i));
  };
  const tens = powers(10);
  return tens.length > 1 ? tens : powers(2);
}
