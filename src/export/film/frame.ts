import { cssColour } from '../../render/colour-map.ts';
import type { Figure } from '../../render/figure.ts';
import { context2d, createPainter } from '../../render/heat-map.ts';
import { DIM, endText, INK, PAPER } from '../figure-svg.ts';
import type { FilmItem } from '../kinds.ts';
import { MONO, SANS } from '../text.ts';

/** The strip below the map and what is in it, in shares of the map's width. */
const STRIP = { figure: 0.14, picture: 0.08 } as const;
const MARGIN = 0.02;
const BAR = 0.014;
const TITLE_SIZE = 0.036;
const END_SIZE = 0.026;

/** Frames of a film: what moves, and below it title, time and colours. */
export interface Frames {
  readonly canvas: HTMLCanvasElement;
  readonly draw: (t: number) => void;
}

/** Prepares what is filmed on a canvas of its own. @returns draws it as it is at a time */
function prepare(item: FilmItem, side: number, canvas: HTMLCanvasElement): (t: number) => void {
  if (item.kind === 'picture') return item.paint(canvas, side);
  canvas.width = side;
  canvas.height = side;
  const painter = createPainter(canvas);
  painter.show(item.figure);
  return (t) => {
    item.figure.advance?.(t);
    painter.render();
  };
}

/** Colours of a figure with the values at their ends, which may move. */
function drawLegend(
  context: CanvasRenderingContext2D,
  { colours, scale }: Figure,
  y: number,
  width: number,
): void {
  const margin = MARGIN * width;
  const gradient = context.createLinearGradient(margin, 0, width - margin, 0);
  for (let i = 0; i <= 16; i++) gradient.addColorStop(i / 16, cssColour(colours, i / 16));
  context.fillStyle = gradient;
  context.fillRect(margin, y, width - 2 * margin, BAR * width);
  context.fillStyle = DIM;
  context.font = `${END_SIZE * width}px ${MONO}`;
  const below = y + BAR * width + 0.01 * width;
  context.textAlign = 'left';
  context.fillText(endText(scale.low), margin, below);
  context.textAlign = 'right';
  context.fillText(endText(scale.high), width - margin, below);
}

/** Codecs want even sides. */
const even = (size: number) => 2 * Math.ceil(size / 2);

/**
 * @param side longest side of the map, in pixels
 * @param words the time as it is written below
 */
export function createFrames(item: FilmItem, side: number, words: (t: number) => string): Frames {
  const map = document.createElement('canvas');
  const paint = prepare(item, side, map);
  const canvas = document.createElement('canvas');
  canvas.width = even(map.width);
  canvas.height = even(map.height + STRIP[item.kind] * map.width);
  // Read back frame by frame.
  canvas.getContext('2d', { willReadFrequently: true });
  const context = context2d(canvas);
  const { width } = map;
  return {
    canvas,
    draw(t) {
      paint(t);
      context.fillStyle = PAPER;
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(map, 0, 0);
      const top = map.height + MARGIN * width;
      context.textBaseline = 'top';
      context.fillStyle = INK;
      context.font = `600 ${TITLE_SIZE * width}px ${SANS}`;
      context.textAlign = 'left';
      context.fillText(item.name, MARGIN * width, top, 0.72 * width);
      context.font = `600 ${TITLE_SIZE * width}px ${MONO}`;
      context.textAlign = 'right';
      context.fillText(words(t), width - MARGIN * width, top);
      if (item.kind === 'figure') drawLegend(context, item.figure, top + 0.055 * width, width);
    },
  };
}
