import { cssColour } from '../render/colour-map.ts';
import type { Figure, Mark } from '../render/figure.ts';
import { createPainter } from '../render/heat-map.ts';
import type { About } from './item.ts';
import { xml } from './markup.ts';
import { linesOf, MONO, textAt } from './text.ts';

/** Ink on paper, whatever theme the page has: files go to slides and papers. */
export const PAPER = '#ffffff';
export const INK = '#17181c';
export const DIM = '#4c525e';

/** Pixels a side of the map inside the file. */
const MAP_PIXELS = 1024;
const GRADIENT_STOPS = 17;

const STROKES: Record<Mark['role'], string> = {
  cell: 'stroke="#ff9d3c" stroke-width="2"',
  ring: 'stroke="#ffffff" stroke-width="1.2"',
  contour: 'stroke="#5fb4f0" stroke-width="1.5"',
  reach: 'stroke="#ffd98a" stroke-width="1.2" stroke-dasharray="4 3"',
};

/** A figure's map on a canvas of its own, as it is at this moment. */
export function mapCanvas(figure: Figure, side: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const painter = createPainter(canvas);
  figure.advance?.();
  painter.show(figure);
  painter.render();
  return canvas;
}

/** Lines over a map at (x, y), `side` wide. */
function marks(figure: Figure, x: number, y: number, side: number): string {
  const lines = (figure.marks ?? []).map((mark) =>
    mark.role === 'contour'
      ? `<path d="${xml(mark.path)}" ${STROKES.contour}/>`
      : `<rect x="${mark.box.x}" y="${mark.box.y}" width="${mark.box.width}" height="${mark.box.height}" ${STROKES[mark.role]}/>`,
  );
  return lines.length === 0
    ? ''
    : `<svg x="${x}" y="${y}" width="${side}" height="${side}" viewBox="0 0 1 1" fill="none">${lines
        .join('')
        .replaceAll('/>', ' vector-effect="non-scaling-stroke"/>')}</svg>`;
}

/** Numbers at the ends of a legend: three digits and a real minus sign. */
export function endText(value: number): string {
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e5)
      ? value.toExponential(1)
      : String(Number(value.toPrecision(3)));
  return text.replace(/^-/, '−');
}

/** The colours of a figure from the first to the last, with the values at their ends. */
function legend({ colours, scale, unit }: Figure, x: number, y: number, width: number): string {
  const id = `g${x}-${y}-${colours}`.replaceAll('.', '_');
  const stops = Array.from({ length: GRADIENT_STOPS }, (_, i) => {
    const at = i / (GRADIENT_STOPS - 1);
    return `<stop offset="${at}" stop-color="${cssColour(colours, at).replace(/rgb\((\d+) (\d+) (\d+)\)/, 'rgb($1,$2,$3)')}"/>`;
  }).join('');
  const style = { size: 11, fill: DIM, font: MONO };
  const middle = scale.law === 'log' ? `${unit}, log` : unit;
  return [
    `<defs><linearGradient id="${id}">${stops}</linearGradient></defs>`,
    `<rect x="${x}" y="${y}" width="${width}" height="8" rx="2" fill="url(#${id})"/>`,
    textAt(x, y + 23, endText(scale.low), style),
    textAt(x + width / 2, y + 23, middle, { ...style, anchor: 'middle' }),
    textAt(x + width, y + 23, endText(scale.high), { ...style, anchor: 'end' }),
  ].join('');
}

/** What the sides of a spectrum are. */
function axes({ field }: Figure, x: number, y: number, side: number): string {
  if (field.cells !== 'frequencies') return '';
  const style = { size: 11, fill: DIM, font: MONO };
  const end = `π`;
  return [
    textAt(x, y - 6, '0', style),
    textAt(x + side / 2, y - 6, 'ω_x →', { ...style, anchor: 'middle' }),
    textAt(x + side, y - 6, end, { ...style, anchor: 'end' }),
    textAt(x - 6, y + 10, '0', { ...style, anchor: 'end' }),
    textAt(x - 6, y + side / 2, 'ω_y ↓', { ...style, anchor: 'end' }),
    textAt(x - 6, y + side, end, { ...style, anchor: 'end' }),
  ].join('');
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** What is inside of the `<svg>`. */
  readonly body: string;
}

/** A figure of a given width: title, map, axes, legend, sentence. */
export function drawFigure(figure: Figure, about: About, width: number): Drawing {
  const image = mapCanvas(figure, MAP_PIXELS).toDataURL('image/png');
  const isSpectrum = figure.field.cells === 'frequencies';
  const left = isSpectrum ? 46 : 0;
  const side = width - left;
  const heading = linesOf(about.title, width / 16);
  const top = heading.length * 21 + (isSpectrum ? 20 : 6);
  const { source } = figure;
  const origin = [source.model, source.photo, source.place].filter((word) => word).join(' · ');
  const words = [
    ...linesOf(about.caption, width / 13).map((text) => ({ text, fill: INK, size: 13 })),
    ...linesOf(origin, width / 11).map((text) => ({ text, fill: DIM, size: 11 })),
  ];
  const below = top + side + 54;
  const body = [
    ...heading.map((text, i) => textAt(0, 16 + 21 * i, text, { size: 16, fill: INK, weight: 600 })),
    `<image x="${left}" y="${top}" width="${side}" height="${side}" href="${image}"/>`,
    marks(figure, left, top, side),
    axes(figure, left, top, side),
    legend(figure, left, top + side + 10, side),
    ...words.map(({ text, fill, size }, i) => textAt(0, below + 18 * i, text, { size, fill })),
  ].join('\n');
  return { width, height: below + 18 * words.length, body };
}

/** Space around what a file holds. */
const MARGIN = 16;

/** An SVG file of a drawing on paper, with everything about it in its metadata. */
export function svgFile({ width, height, body }: Drawing, about: About): string {
  const [w, h] = [width + 2 * MARGIN, height + 2 * MARGIN];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="${-MARGIN} ${-MARGIN} ${w} ${h}">`,
    `<title>${xml(about.title)}</title>`,
    `<desc>${xml(`${about.caption} ${about.link}`.trim())}</desc>`,
    `<metadata>${xml(JSON.stringify(about))}</metadata>`,
    `<rect x="${-MARGIN}" y="${-MARGIN}" width="${w}" height="${h}" fill="${PAPER}"/>`,
    body,
    '</svg>',
    '',
  ].join('\n');
}
