import { useMemo } from 'react';
import type { ExportItem } from '../../export/item.ts';
import type { Figure } from '../../render/figure.ts';
import { Panel } from '../panel.tsx';
import { ExportMenu } from './export-menu.tsx';
import { Legend } from './legend.tsx';
import { Marks } from './marks.tsx';
import { pointOf, usePointer, type Point, type Pointer } from './pointer.ts';
import { useDrawing } from './use-drawing.ts';
import styles from './maps.module.css';

interface Props {
  readonly figure: Figure;
  /** What it is of, said beside its title; absent where the view says that around it: then its sentence is a tip. */
  readonly place?: string;
  /** Shared by maps that are read at one place; each has its own where absent. */
  readonly pointer?: Pointer;
  /** Takes a click, in fractions of the map. */
  readonly onPick?: (point: Point) => void;
}

const NO_MARKS = [] as const;

/** A figure on screen: title, read-out under the pointer, map, legend, its files, sentence and text alternative. */
export function FigureView({ figure, place, pointer, onPick }: Props) {
  const own = usePointer();
  const { at, move } = pointer ?? own;
  const { title, caption, colours, marks = NO_MARKS } = figure;
  const name = place === undefined ? title : `${title}, ${place}`;
  const { canvas, readOut, low, high } = useDrawing(figure, name, at);
  const item = useMemo<ExportItem>(() => ({ kind: 'figure', name, figure }), [name, figure]);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <strong title={place === undefined ? caption : undefined}>{title}</strong>
        {place !== undefined && <span className={styles.place}>{place}</span>}
        <span ref={readOut} className={styles.readOut} />
      </figcaption>
      <div
        className={styles.map}
        data-pick={onPick ? '' : undefined}
        onPointerMove={(event) => move(pointOf(event))}
        onPointerLeave={() => move(null)}
        onClick={onPick && ((event) => onPick(pointOf(event)))}
      >
        <canvas ref={canvas} role="img" aria-label={name} />
        <Marks marks={marks} pointer={at} />
      </div>
      <Legend colours={colours} low={low} high={high}>
        <ExportMenu item={item} />
      </Legend>
      {place !== undefined && (
        <Panel name="caption" as="p" className={styles.sentence}>
          {caption}
        </Panel>
      )}
    </figure>
  );
}
