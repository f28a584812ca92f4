import { useEffect, useMemo, useRef, type MouseEvent, type ReactNode } from 'react';
import { mapCsv } from '../../math/csv.ts';
import { summarizeMap } from '../../math/statistics.ts';
import { colourMap, cssGradient } from '../../render/colour-map.ts';
import { createHeatMap, type HeatMap } from '../../render/heat-map.ts';
import type { Pixels } from '../../state/explorer.ts';
import { PixelCanvas } from '../photo/pixel-canvas.tsx';
import { describeMap, formatValue, readOut, tokenName } from './words.ts';
import type { ScaledMap } from './colour-scale.ts';
import { CopyNumbers } from './copy-numbers.tsx';
import styles from './maps.module.css';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Props {
  /** What is shown, and by which layer of which network. */
  readonly title: string;
  readonly place: string;
  /** One sentence that says exactly what the map is. */
  readonly children: ReactNode;
  readonly photo: Pixels;
  readonly map: ScaledMap;
  readonly height: number;
  readonly width: number;
  /** The token or patch the map belongs to, in fractions of the picture. */
  readonly square: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly hover: Point | null;
  readonly onHover: (point: Point | null) => void;
  readonly onPick?: (point: Point) => void;
  /** Lines drawn over the map, in fractions of the picture. */
  readonly overlay?: ReactNode;
}

/** A map over the photo, which goes grey and dark under it, with legend, read-out, sentence and text alternative. */
export function PictureMap(props: Props) {
  const { title, place, children, photo, map, height, width, square, hover, onHover, onPick } =
    props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const heat = useRef<HeatMap | null>(null);

  useEffect(() => {
    if (!canvas.current) return;
    const created = createHeatMap(canvas.current);
    heat.current = created;
    return () => {
      created.destroy();
      heat.current = null;
    };
  }, []);
  useEffect(() => {
    const { values: field, low, high } = map;
    heat.current?.setProps({
      field,
      height,
      width,
      low,
      high,
      colours: colourMap(map.colours),
      smooth: true,
    });
    heat.current?.render();
  }, [map, height, width]);

  const name = `${title}, ${place}`;
  const alternative = useMemo(
    () => describeMap(name, summarizeMap(map.values, height, width), tokenName),
    [name, map, height, width],
  );
  const at = hover && {
    row: Math.min(height - 1, Math.floor(hover.y * height)),
    column: Math.min(width - 1, Math.floor(hover.x * width)),
  };

  function point(event: MouseEvent<HTMLElement>): Point {
    const box = event.currentTarget.getBoundingClientRect();
    const fraction = (value: number) => Number(Math.min(0.9999, Math.max(0, value)).toFixed(4));
    return {
      x: fraction((event.clientX - box.left) / box.width),
      y: fraction((event.clientY - box.top) / box.height),
    };
  }

  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <strong>{title}</strong>
        <span>{place}</span>
        <CopyNumbers of={name} csv={() => mapCsv(map.values, height, width)} />
      </figcaption>
      <div
        className={styles.picture}
        data-pick={onPick ? '' : undefined}
        onPointerMove={(event) => onHover(point(event))}
        onPointerLeave={() => onHover(null)}
        onClick={onPick && ((event) => onPick(point(event)))}
      >
        <div aria-hidden="true">
          <PixelCanvas pixels={photo} label="" className={styles.under} />
        </div>
        <canvas ref={canvas} role="img" aria-label={alternative} className={styles.over} />
        <svg className={styles.lines} viewBox="0 0 1 1" aria-hidden="true">
          {props.overlay}
          <rect {...square} className={styles.square} />
          {hover && <path d={`M${hover.x} 0V1M0 ${hover.y}H1`} className={styles.crosshair} />}
        </svg>
      </div>
      <div className={styles.legend} aria-hidden="true">
        <span>{formatValue(map.low)}</span>
        <i style={{ background: cssGradient(map.colours) }} />
        <span>{formatValue(map.high)}</span>
      </div>
      <p className={styles.unit}>
        {at
          ? readOut(map.values[at.row * width + at.column], null, tokenName(at.row, at.column))
          : map.unit}
      </p>
      <p className={styles.sentence}>{children}</p>
    </figure>
  );
}
