import { line, scaleLinear } from 'd3';
import type { PointerEvent } from 'react';
import { SEVERITIES, type SeverityKind } from '../../math/disturb/severity.ts';
import { useWords } from '../language-context.ts';
import { apart } from '../maps/apart.ts';
import study from '../maps/study.module.css';
import styles from './robustness.module.css';
import { ticksOf } from './words.ts';

export interface PlotPoint {
  /** Position 0…1 on the axis of the disturbance. */
  readonly at: number;
  /** 0…1. */
  readonly value: number;
  /** Half the length of the bar around it; none where absent. */
  readonly error?: number;
}

export interface PlotSeries {
  readonly tone: 'heat' | 'attention';
  /** Written at the end of the line. */
  readonly name: string;
  readonly points: readonly PlotPoint[];
  /** Positions that are marked on the line. */
  readonly marks?: readonly number[];
  readonly dashed?: boolean;
}

interface Props {
  readonly kind: SeverityKind;
  readonly series: readonly PlotSeries[];
  /** The amount that is set. */
  readonly amount: number;
  readonly onPick: (amount: number) => void;
  /** Text alternative. */
  readonly label: string;
}

const WIDTH = 480;
const HEIGHT = 190;
const LEFT = 50;
const RIGHT = WIDTH - 100;
const TOP = 12;
const FLOOR = HEIGHT - 40;
const LABEL_GAP = 14;

/** Shares over the severity of a disturbance: lines with bars and marks. A click sets the severity. */
export function SeverityPlot({ kind, series, amount, onPick, label }: Props) {
  const words = useWords().robustness;
  const axis = SEVERITIES[kind];
  const x = scaleLinear([0, 1], [LEFT, RIGHT]);
  const drawn = series.filter(({ points }) => points.length > 0);
  const highest = Math.max(
    0.1,
    ...drawn.flatMap(({ points }) => points.map((p) => p.value + (p.error ?? 0))),
  );
  const y = scaleLinear([0, Math.min(1, highest)], [FLOOR, TOP]).nice(4);
  const ends = drawn.map(({ points }) => points[points.length - 1]);
  const labels = apart(
    ends.map(({ value }) => y(value)),
    LABEL_GAP,
    FLOOR,
  );

  function pick(event: PointerEvent<SVGSVGElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const position = x.invert(((event.clientX - left) / width) * WIDTH);
    onPick(Number(axis.at(position).toPrecision(3)));
  }

  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={`${study.chart} ${styles.plot}`}
      role="img"
      aria-label={label}
      onPointerDown={pick}
    >
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={RIGHT} y1={y(tick)} y2={y(tick)} className={study.axis} />
          <text x={LEFT - 7} y={y(tick) + 4} textAnchor="end">
            {Math.round(100 * tick)} %
          </text>
        </g>
      ))}
      <line
        x1={x(axis.positionOf(axis.none))}
        x2={x(axis.positionOf(axis.none))}
        y1={TOP}
        y2={FLOOR}
        className={study.reference}
      />
      {ticksOf(kind).map(({ amount: tick, text, level }) => (
        <g key={tick} transform={`translate(${x(axis.positionOf(tick))} 0)`}>
          <text y={FLOOR + 16} textAnchor="middle">
            {text}
          </text>
          {level !== null && (
            <text y={FLOOR + 31} textAnchor="middle" className={styles.level}>
              {words.level(level)}
            </text>
          )}
        </g>
      ))}
      {drawn.map(({ tone, name, points, marks = [], dashed = false }, i) => (
        <g key={`${name} ${String(dashed)}`}>
          {points.map(({ at, value, error }) =>
            error === undefined ? null : (
              <line
                key={at}
                x1={x(at)}
                x2={x(at)}
                y1={y(Math.max(0, value - error))}
                y2={y(Math.min(1, value + error))}
                className={`${study[tone]} ${styles.error}`}
              />
            ),
          )}
          <path
            className={study[tone]}
            strokeDasharray={dashed ? '5 4' : undefined}
            d={
              line<PlotPoint>(
                ({ at }) => x(at),
                ({ value }) => y(value),
              )(points) ?? ''
            }
          />
          {points.map(({ at, value, error }) =>
            error === undefined ? null : (
              <circle key={at} cx={x(at)} cy={y(value)} r={2.5} className={study[`${tone}Dot`]} />
            ),
          )}
          {marks.map((at) => (
            <circle
              key={at}
              cx={x(at)}
              cy={y(valueAt(points, at))}
              r={5}
              className={`${study[tone]} ${study.here}`}
            />
          ))}
          <text x={x(ends[i].at) + 9} y={labels[i] + 4} className={study[`${tone}Text`]}>
            {name}
          </text>
        </g>
      ))}
      <line
        x1={x(axis.positionOf(amount))}
        x2={x(axis.positionOf(amount))}
        y1={TOP - 6}
        y2={FLOOR}
        className={styles.now}
      />
    </svg>
  );
}

/** The height of a line between its points. */
function valueAt(points: readonly PlotPoint[], at: number): number {
  const after = points.findIndex((point) => point.at >= at);
  if (after <= 0) return points[Math.max(0, after)].value;
  const [left, right] = [points[after - 1], points[after]];
  return left.value + ((at - left.at) / (right.at - left.at)) * (right.value - left.value);
}
