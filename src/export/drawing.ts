import type { Picture } from '../render/figure.ts';
import { context2d } from '../render/heat-map.ts';
import { drawChart } from './chart-svg.ts';
import { ExportError } from './error.ts';
import { drawFigure, INK, type Drawing } from './figure-svg.ts';
import type { About, ExportItem } from './item.ts';
import { linesOf, textAt } from './text.ts';

/** Pixels a side of a picture inside a file. */
const PICTURE_PIXELS = 1024;
/** Height of a title over a drawing. */
const TITLE = 30;

/** A canvas with a title over it and a sentence below. */
function drawCanvas(canvas: HTMLCanvasElement, { title, caption }: About, width: number): Drawing {
  const height = (width * canvas.height) / canvas.width;
  const lines = linesOf(caption, width / 13);
  const body = [
    textAt(0, 16, title, { size: 16, fill: INK, weight: 600 }),
    `<image x="0" y="${TITLE}" width="${width}" height="${height}" href="${canvas.toDataURL('image/png')}"/>`,
    ...lines.map((line, i) =>
      textAt(0, TITLE + height + 24 + 18 * i, line, { size: 13, fill: INK }),
    ),
  ].join('');
  return { width, height: TITLE + height + 10 + 18 * lines.length, body };
}

/** A photo under its title. */
export function drawPicture(picture: Picture, about: About, width: number): Drawing {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  context2d(canvas).putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
  return drawCanvas(canvas, about, width);
}

/**
 * What is on screen as a drawing; a figure and a picture have the width asked for, a chart its own.
 * @throws ExportError where it is not there any more
 */
export function drawItem(item: ExportItem, about: About, width: number): Drawing {
  if (item.kind === 'figure') return drawFigure(item.figure, about, width);
  if (item.kind === 'picture') {
    const canvas = document.createElement('canvas');
    item.paint(canvas, PICTURE_PIXELS)();
    return drawCanvas(canvas, about, width);
  }
  const element = item.svg();
  if (element === null) throw new ExportError('export-failed', { fault: 'chart-gone' });
  return drawChart(element);
}
