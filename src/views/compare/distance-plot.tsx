import { line, scaleLinear } from 'd3';
import { tableCsv } from '../../math/csv.ts';
import type { LayerDistance } from '../../state/explorer.ts';
import { useWords } from '../language-context.ts';
import { ChartExport } from '../maps/chart-export.tsx';
import { apart } from '../maps/apart.ts';
import styles from '../maps/study.module.css';
import row from '../study/map-row.module.css';

interface Series {
  readonly name: 'heat' | 'attention';
  readonly layers: readonly LayerDistance[];
  /** Index of the layer in view. */
  readonly chosen: number;
  /** Distance of the map in view from the chosen patch alone, in pixels; null where it has none. */
  readonly here: number | null;
}

interface Props {
  readonly series: readonly Series[];
  /** Distance of attention that looks everywhere alike, in pixels: mean over all patches, and from the chosen one. */
  readonly uniform: number;
  readonly uniformHere: number;
}

const WIDTH = 260;
const HEIGHT = 190;
const LEFT = 24;
const RIGHT = WIDTH - 2;
/** Right of the curves, for their names. */
const NAMES = 66;
const FLOOR = HEIGHT - 24;
const LABEL_GAP = 13;

const finite = (numbers: readonly number[]) => numbers.filter(Number.isFinite);
const mean = (parts: readonly number[]) => parts.reduce((a, b) => a + b, 0) / parts.length;

/**
 * Mean distance that information travels in each layer, over depth, beside what looking everywhere would reach; and the
 * chosen patch's own points, which may lie far from the mean over all patches.
 */
export function DistancePlot({ series, uniform, uniformHere }: Props) {
  const words = useWords().compare.plot;
  // A network whose sums overflow has no distances.
  const shown = series
    .filter(({ layers }) => layers.some(({ parts }) => isFinite(mean(parts))))
    .map((s) => ({ ...s, here: s.here !== null && isFinite(s.here) ? s.here : null }));
  const highest = Math.max(
    uniform,
    uniformHere,
    ...shown.flatMap(({ here }) => here ?? []),
    ...shown.flatMap(({ name, layers }) =>
      layers.flatMap(({ parts }) => finite(name === 'attention' ? parts : [mean(parts)])),
    ),
  );
  const y = scaleLinear([0, highest * 1.08], [FLOOR, 14]);
  const x = (layer: number, count: number) =>
    scaleLinear([0, Math.max(1, count - 1)], [LEFT + 8, RIGHT - NAMES])(layer);
  const { title } = words;
  const here = [
    ...shown.flatMap((s) => (s.here === null ? [] : [words.here[s.name](s.here.toFixed(1))])),
    words.here.uniform(uniformHere.toFixed(1)),
  ].join(words.between);
  const summary = shown
    .map(({ name, layers }) => {
      const means = finite(layers.map(({ parts }) => mean(parts)));
      return words.range[name](Math.min(...means).toFixed(1), Math.max(...means).toFixed(1));
    })
    .join(words.between);
  const labelYs = apart(
    [
      y(uniform) - 5,
      y(uniformHere) - 5,
      ...shown.map(({ layers }) => {
        const means = finite(layers.map(({ parts }) => mean(parts)));
        return y(means[means.length - 1]) + 4;
      }),
    ],
    LABEL_GAP,
    FLOOR - 3,
  );
  const csv = () =>
    tableCsv(
      ['network', 'layer', 'mean distance in px'],
      shown.flatMap(({ name, layers }) =>
        layers.map(({ parts }, i) => [name, i + 1, mean(parts)] as const),
      ),
    );

  return (
    <section className={styles.rows}>
      <div className={styles.bar}>
        <h2>{title}</h2>
        <ChartExport of={title} csv={csv} />
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={`${styles.chart} ${styles.small}`}
        role="img"
        aria-label={words.alternative(summary, uniform.toFixed(1), here)}
      >
        <line x1={LEFT} x2={RIGHT} y1={FLOOR} y2={FLOOR} className={styles.axis} />
        {y.ticks(4).map((tick) => (
          <text key={tick} x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        ))}
        {[uniform, uniformHere].map((distance, i) => (
          <line
            key={i}
            x1={LEFT}
            x2={RIGHT}
            y1={y(distance)}
            y2={y(distance)}
            className={styles.reference}
          />
        ))}
        <text x={RIGHT} y={labelYs[0]} textAnchor="end">
          {words.uniform(uniform.toFixed(1))}
        </text>
        <text x={RIGHT} y={labelYs[1]} textAnchor="end">
          {words.uniformHere(uniformHere.toFixed(1))}
        </text>
        <text x={LEFT + 4} y={HEIGHT - 6}>
          {words.first}
        </text>
        <text x={RIGHT - NAMES} y={HEIGHT - 6} textAnchor="end">
          {words.last}
        </text>
        {shown.map(({ name, layers, chosen, here: own }, index) => {
          const points = layers.flatMap(({ parts }, layer) => {
            const value = mean(parts);
            return isFinite(value) ? [[x(layer, layers.length), y(value), layer] as const] : [];
          });
          const [end] = points[points.length - 1];
          return (
            <g key={name}>
              {name === 'attention' &&
                layers.flatMap(({ parts }, i) =>
                  finite(parts).map((part, head) => (
                    <circle
                      key={`${i} ${head}`}
                      cx={x(i, layers.length)}
                      cy={y(part)}
                      r={2}
                      className={`${styles.attentionDot} ${styles.part}`}
                    />
                  )),
                )}
              <path
                d={
                  line<(typeof points)[number]>(
                    ([px]) => px,
                    ([, py]) => py,
                  )(points) ?? ''
                }
                className={styles[name]}
              />
              {points.map(([cx, cy, i]) => (
                <circle
                  key={i}
                  cx={cx}
                  cy={cy}
                  r={i === chosen ? 5 : 3}
                  className={`${styles[`${name}Dot`]} ${i === chosen ? styles.chosen : ''}`}
                />
              ))}
              {own !== null && (
                <path
                  d="M0 -6L6 0L0 6L-6 0Z"
                  transform={`translate(${x(chosen, layers.length)} ${y(own)})`}
                  className={`${styles[name]} ${styles.here}`}
                />
              )}
              <text x={end + 8} y={labelYs[2 + index]} className={styles[`${name}Text`]}>
                {words.names[name]}
              </text>
            </g>
          );
        })}
      </svg>
      <p className={`${styles.note} ${row.laboratory}`}>{words.what}</p>
    </section>
  );
}
