import { useEffect, useRef, type RefObject } from 'react';
import { tokenAt } from '../../math/patch-heat.ts';
import type { Figure } from '../../render/figure.ts';
import { createHeatMap, type HeatMap } from '../../render/heat-map.ts';
import { useWords } from '../language-context.ts';
import { pageLoop } from '../transport/page-loop.ts';
import { writeText } from '../write-text.ts';
import type { Point } from './pointer.ts';
import { describeFigure, formatValue, readOut, unitText, type MapWords } from './words.ts';

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
  const words = useWords().maps;

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
    read(line.current, figure, pointer, words);
  }, [figure, pointer, words]);

  useEffect(() => {
    const { scale, advance } = figure;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const describe = () =>
      canvas.current?.setAttribute('aria-label', describeFigure(figure, name, words));
    const draw = () => {
      heat.current?.render();
      writeText(low.current, formatValue(scale.low, words));
      writeText(high.current, formatValue(scale.high, words));
      if (pointed.current !== null) read(line.current, figure, pointed.current, words);
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
  }, [figure, name, words]);

  return { canvas, readOut: line, low, high };
}

function read(
  element: Element | null,
  figure: Figure,
  pointer: Point | null,
  words: MapWords,
): void {
  const { height, width } = figure.field;
  writeText(
    element,
    pointer === null
      ? unitText(figure, words)
      : readOut(figure, ...tokenAt(pointer, height, width), words),
  );
}
