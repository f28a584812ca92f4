import { useMemo, useRef, type ReactNode } from 'react';
import type { ExportItem } from '../../export/item.ts';
import type { Figure } from '../../render/figure.ts';
import { useWords } from '../language-context.ts';
import { Panel } from '../panel.tsx';
import { plain, Prose } from '../prose.tsx';
import { useExportItem } from './export-items.ts';
import { ExportMenu } from './export-menu.tsx';
import { Legend } from './legend.tsx';
import { MapCursor } from './map-cursor.tsx';
import { Marks } from './marks.tsx';
import { pointOf, usePointer, type Point, type Pointer } from './pointer.ts';
import { useDrawing } from './use-drawing.ts';
import { WaveCard } from './wave-card.tsx';
import styles from './maps.module.css';

interface Props {
  /** Its caption may have the marks of the words tables. */
  readonly figure: Figure;
  /** What it is of, said beside its title; absent where the view says that around it. */
  readonly place?: string;
  /** Shared by maps that are read at one place; each has its own where absent. */
  readonly pointer?: Pointer;
  /** Takes a click, in fractions of the map. */
  readonly onPick?: (point: Point) => void;
  /** Numbers of the map, under its legend. */
  readonly children?: ReactNode;
}

const NO_MARKS = [] as const;

/** A figure on screen: title, read-out under the pointer, map, legend, its files, sentence and text alternative. */
export function FigureView({ figure, place, pointer, onPick, children }: Props) {
  const own = usePointer();
  const { at, move } = pointer ?? own;
  const { title, caption, colours, field, marks = NO_MARKS } = figure;
  const { list } = useWords().format;
  const name = place === undefined ? title : list(title, place);
  const { canvas, readOut, low, high } = useDrawing(figure, name, at);
  const item = useMemo<ExportItem>(
    () => ({ kind: 'figure', name, figure: { ...figure, caption: plain(figure.caption) } }),
    [name, figure],
  );
  const element = useRef<HTMLElement>(null);
  useExportItem(element, item);
  return (
    <figure ref={element} className={styles.figure}>
      <figcaption className={styles.caption}>
        <strong>{title}</strong>
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
        <MapCursor figure={figure} name={name} pointer={{ at, move }} onPick={onPick} />
        {at && field.cells === 'frequencies' && <WaveCard field={field} at={at} />}
      </div>
      <Legend colours={colours} low={low} high={high}>
        <ExportMenu item={item} />
      </Legend>
      {children}
      <Panel name="caption" as="p" className={styles.sentence}>
        <Prose>{caption}</Prose>
      </Panel>
    </figure>
  );
}
