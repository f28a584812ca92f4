import { line, scaleLinear } from 'd3';
import { useEffect, useId, useMemo, useRef } from 'react';
import { decisionFlips, drawnClasses, strongest } from '../../math/decision.ts';
import { className } from '../../math/probability.ts';
import { positionOf } from '../../math/time-axis.ts';
import type { ExplorerState, VHeatInfo } from '../../state/explorer.ts';
import { SETTINGS } from '../../state/settings.ts';
import type { Classes } from '../../state/prediction.ts';
import { tableCsv } from '../../math/csv.ts';
import { Segments } from '../controls/segments.tsx';
import { useExplorer, useExplorerState } from '../explorer-context.ts';
import { useWords } from '../language-context.ts';
import { percent } from '../format/format.ts';
import { knobText } from '../format/knobs.ts';
import { ChartExport } from '../maps/chart-export.tsx';
import { Prose } from '../prose.tsx';
import { CURVE_ENDS, useDecisionCurve, type CurveAxis } from './use-decision-curve.ts';
import styles from './decision.module.css';

const AXES = SETTINGS.entries.axis.options;
const TICKS: Record<CurveAxis, readonly number[]> = {
  kt: [0, 1, 8, 64],
  constant: [0, 1, 10, 100],
};
const WIDTH = 260;
const HEIGHT = 104;
const FLOOR = 84;
/** Lines that are drawn even where fewer classes ever decide. */
const LINES = 3;
/** Lines that can be told apart. */
const STYLES = 6;
/** More flips than these are counted instead of told. */
const TOLD = 2;

/** Where the current knobs are on an axis; null where they are on the other. */
function present({ t, k, kConst }: ExplorerState, axis: CurveAxis): number | null {
  if (axis === 'kt') return kConst === null ? k * t : null;
  return kConst === null ? null : kConst * t;
}

interface Props extends Pick<Classes, 'labels'> {
  readonly model: VHeatInfo;
}

/** Probabilities of the leading classes over time or a constant diffusivity, with the places where the decision flips. */
export function DecisionChart({ model, labels }: Props) {
  const explorer = useExplorer();
  const words = useWords().diffuse.curve;
  const axis = useExplorerState((s) => s.axis);
  const { at, probabilities, done } = useDecisionCurve(axis, model);
  const title = useId();
  const last = CURVE_ENDS[axis];
  const x = useMemo(() => scaleLinear([0, 1], [4, WIDTH - 4]), []);
  const place = (value: number) => x(positionOf(value, last));

  const classes = drawnClasses(at, probabilities, LINES);
  const highest = Math.max(0.05, ...probabilities.flatMap((p) => classes.map((c) => p[c.index])));
  const y = scaleLinear([0, highest], [FLOOR, 16]).nice(4);
  const flips = decisionFlips(at, probabilities);
  const name = (c: number) => className(labels, c);
  const told = flips
    .slice(0, flips.length > TOLD ? 1 : TOLD)
    .map(({ at: where, to }) => ({ at: knobText(where), to: name(to) }));
  const axisName = axis === 'kt' ? 'k·t' : 'k';
  const csv = () =>
    tableCsv(
      [axisName, ...classes.map(({ index }) => name(index))],
      probabilities.map((p, i) => [at[i], ...classes.map(({ index }) => p[index])]),
    );

  return (
    <section aria-labelledby={title}>
      <header className={styles.bar}>
        <h2 id={title}>{words.title}</h2>
        <Segments
          label={words.label}
          value={axis}
          options={AXES.map((option) => ({ value: option, label: words.axes[option] }))}
          onChange={(value) => void explorer.set({ axis: value })}
        />
        <ChartExport of={words.title} csv={csv} />
      </header>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.chart} aria-hidden="true">
        <line x1={0} x2={WIDTH} y1={FLOOR} y2={FLOOR} className={styles.floor} />
        <text x={0} y={10}>
          {Math.round(100 * y.domain()[1])} %
        </text>
        {axis === 'kt' && (
          <line x1={place(1)} x2={place(1)} y1={8} y2={FLOOR} className={styles.trained} />
        )}
        {flips.map((flip) => (
          <line
            key={flip.at}
            x1={place(flip.at)}
            x2={place(flip.at)}
            y1={8}
            y2={FLOOR}
            className={styles.flip}
          />
        ))}
        {classes.map(({ index }, rank) => (
          <path
            key={index}
            className={styles.curve}
            data-rank={rank % STYLES}
            d={
              line<Float32Array>(
                (_, i) => place(at[i]),
                (p) => y(p[index]),
              )(probabilities) ?? ''
            }
          />
        ))}
        <Marker axis={axis} place={place} />
        {TICKS[axis].map((tick, i, all) => (
          <text
            key={tick}
            x={place(tick)}
            y={HEIGHT - 6}
            textAnchor={i === 0 ? 'start' : i === all.length - 1 ? 'end' : 'middle'}
          >
            {axis === 'kt' && tick === 1 ? words.trained : tick}
          </text>
        ))}
      </svg>
      <ul className={styles.key}>
        {classes.map(({ index, from }, rank) => (
          <li key={index}>
            <svg viewBox="0 0 18 4" aria-hidden="true">
              <path d="M0 2H18" className={styles.curve} data-rank={rank % STYLES} />
            </svg>
            <span dir="auto" title={name(index)}>
              {name(index)}
            </span>
            <em>
              {from === null
                ? words.upTo(percent(Math.max(...probabilities.map((p) => p[index]))))
                : words.winsFrom(knobText(from))}
            </em>
          </li>
        ))}
      </ul>
      <p className={styles.note} role="status">
        {!done
          ? words.asking(axisName)
          : probabilities.length === 0
            ? words.noNumbers(axisName)
            : words.story(
                axisName,
                name(strongest(probabilities[0])),
                told,
                flips.length - told.length,
              )}
      </p>
      <p className={styles.limits}>
        <Prose>{words.limits}</Prose>
      </p>
    </section>
  );
}

/** Where the knobs are now; moves every frame without rendering. */
function Marker({ axis, place }: { axis: CurveAxis; place: (value: number) => number }) {
  const { store } = useExplorer();
  const mark = useRef<SVGLineElement>(null);
  useEffect(() => {
    const show = (state: ExplorerState) => {
      const value = present(state, axis);
      mark.current?.setAttribute('visibility', value === null ? 'hidden' : 'visible');
      if (value !== null) mark.current?.setAttribute('transform', `translate(${place(value)} 0)`);
    };
    show(store.getState());
    return store.subscribe(show);
  }, [store, axis, place]);
  return <line ref={mark} x1={0} x2={0} y1={2} y2={FLOOR} className={styles.now} />;
}
