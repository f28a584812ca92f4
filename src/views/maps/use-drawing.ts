import { useEffect, useRef, type RefObject } from 'react';
import { tokenAt } from '../../math/patch-heat.ts';
import type { Figure } from '../../render/figure.ts';
import { createHeatMap, type HeatMap } from '../../render/heat-map.ts';
import { pageLoop } from '../transport/page-loop.ts';
import type { Point } from './pointer.ts';
import { describeFigure, formatValue, readOut, unitText } from './words.ts';

/** What is written into without React, so that time may run. */
interface Drawing {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly readOut: RefObject<HTMLSpanElement | null>;
  readonly low: RefObject<HTMLSpanElement | null>;
  readonly high: RefObject<HTMLSpanElement | null>;
}

/** Text alternatives are rewritten when a map has not moved for this long. */
const REST_MS = 300;

/**
 * Keeps canvas, legend, read-out and text alternative of a figure at the present, frame by frame where it is live.
 * @param name begins the text alternative
 */
export function useDrawing(figure: Figure, name: string, pointer: Point | null): Drawing {
  const canvas = useRef<HTMLCanvasElement>(null);
  const line = useRef<HTMLSpanElement>(null);
  const low = useRef<HTMLSpanElement>(null);
  const high = useRef<HTMLSpanElement>(null);
  const heat = useRef<HeatMap | null>(null);
  const pointed = useRef<Point | null>(null);

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
    pointed.current = pointer;
    read(line.current, figure, pointer);
  }, [figure, pointer]);

  useEffect(() => {
    const { scale, advance } = figure;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const describe = () => canvas.current?.setAttribute('aria-label', describeFigure(figure, name));
    const draw = () => {
      heat.current?.render();
      write(low.current, formatValue(scale.low));
      write(high.current, formatValue(scale.high));
      if (pointed.current !== null) read(line.current, figure, pointed.current);
    };
    let version = advance?.();
    heat.current?.show(figure);
    draw();
    describe();
    if (!advance) return;
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
    };
  }, [figure, name]);

  return { canvas, readOut: line, low, high };
}

function read(element: Element | null, figure: Figure, pointer: Point | null): void {
  const { height, width } = figure.field;
  write(
    element,
    pointer === null ? unitText(figure) : readOut(figure, ...tokenAt(pointer, height, width)),
  );
}

function write(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
