import { useEffect, useRef, type MouseEvent } from 'react';
import { colourMap, cssGradient, type ColourMapName } from '../../render/colour-map.ts';
import { createHeatMap } from '../../render/heat-map.ts';
import { summarizeMap } from '../../math/statistics.ts';
import { pageLoop } from '../transport/page-loop.ts';
import type { LiveMap } from './channel-heat.ts';
import { describeMap, formatValue, readOut, signName } from '../maps/words.ts';
import styles from './maps.module.css';

interface Props {
  readonly title: string;
  /** What the values are, in two words. */
  readonly unit: string;
  readonly map: LiveMap;
  readonly colours: ColourMapName;
  readonly smooth: boolean;
  readonly cellName: (row: number, column: number) => string;
  /** Value of a cell in its own unit, where colour shows another (a logarithm). */
  readonly trueValue?: (drawn: number, index: number) => number;
  /** Sign of a cell's value, where magnitudes are drawn. */
  readonly signOf?: (index: number) => number;
  /** Colour shows log₁₀ of the values. */
  readonly logarithmic?: boolean;
  /** Brings the map to the present and returns its version. Called every frame while time runs. */
  readonly advance?: () => number;
  /** Takes a click, in fractions of the map. */
  readonly onPick?: (point: { x: number; y: number }) => void;
}

/** Text alternatives are rewritten when a map has not moved for this long. */
const REST_MS = 300;
const same = (drawn: number) => drawn;
const still = () => 0;
const unsigned = () => 0;

/** A map with its title, legend in numbers, read-out under the pointer and text alternative. */
export function MapFigure(props: Props) {
  const { title, unit, map, colours, smooth, cellName, onPick } = props;
  const { trueValue = same, signOf = unsigned, logarithmic = false, advance = still } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const readout = useRef<HTMLSpanElement>(null);
  const low = useRef<HTMLSpanElement>(null);
  const high = useRef<HTMLSpanElement>(null);
  const pointed = useRef<{ row: number; column: number } | null>(null);
  const showReadout = useRef<() => void>(() => undefined);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const heat = createHeatMap(element);
    const { field, height, width } = map;
    heat.setProps({ field, height, width, colours: colourMap(colours), smooth });
    let lowest = Number.NaN;
    let highest = Number.NaN;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const describe = () => {
      const summary = summarizeMap(Float32Array.from(field, trueValue), height, width);
      const sign = signName(signOf(summary.peak.row * width + summary.peak.column));
      element.setAttribute('aria-label', describeMap(title, summary, cellName, sign));
    };
    showReadout.current = () => {
      const at = pointed.current;
      if (!readout.current) return;
      const index = at === null ? 0 : at.row * width + at.column;
      readout.current.textContent =
        at === null
          ? unit
          : readOut(
              trueValue(field[index], index),
              signName(signOf(index)),
              cellName(at.row, at.column),
            );
    };
    const end = (drawn: number) => formatValue(logarithmic ? 10 ** drawn : drawn);
    const draw = () => {
      if (map.low !== lowest || map.high !== highest) {
        lowest = map.low;
        highest = map.high;
        heat.setProps({ low: lowest, high: highest });
        if (low.current) low.current.textContent = end(lowest);
        if (high.current) high.current.textContent = end(highest);
      }
      heat.render();
      if (pointed.current !== null) showReadout.current();
    };
    let version = advance();
    draw();
    describe();
    showReadout.current();
    const remove = pageLoop().add(() => {
      const now = advance();
      if (now === version) return false;
      version = now;
      draw();
      clearTimeout(timer);
      timer = setTimeout(describe, REST_MS);
      return false;
    });
    return () => {
      remove();
      clearTimeout(timer);
      heat.destroy();
    };
  }, [map, colours, smooth, title, unit, cellName, trueValue, signOf, logarithmic, advance]);

  function point(event: MouseEvent<HTMLCanvasElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: Math.min(0.9999, Math.max(0, (event.clientX - box.left) / box.width)),
      y: Math.min(0.9999, Math.max(0, (event.clientY - box.top) / box.height)),
    };
  }

  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <strong>{title}</strong>
        <span ref={readout} className={styles.unit}>
          {unit}
        </span>
      </figcaption>
      <canvas
        ref={canvas}
        role="img"
        aria-label={title}
        className={styles.map}
        data-pick={onPick ? '' : undefined}
        onPointerMove={(event) => {
          const { x, y } = point(event);
          pointed.current = { row: Math.floor(y * map.height), column: Math.floor(x * map.width) };
          showReadout.current();
        }}
        onPointerLeave={() => {
          pointed.current = null;
          showReadout.current();
        }}
        onClick={onPick && ((event) => onPick(point(event)))}
      />
      <div className={styles.legend} aria-hidden="true">
        <span ref={low} />
        <i style={{ background: cssGradient(colours) }} />
        <span ref={high} />
      </div>
    </figure>
  );
}
