import type { Picture } from '../render/figure.ts';
import { drawItem, drawPicture } from './drawing.ts';
import { DIM, INK, PAPER, type Drawing } from './figure-svg.ts';
import { fileName, type ExportFile } from './files.ts';
import { aboutOf, type ExportItem, type Provenance } from './item.ts';
import { xml } from './markup.ts';
import { pngOf } from './raster.ts';
import { linesOf, textAt } from './text.ts';

/** Pixels of a slide. */
const WIDTH = 1920;
const HEIGHT = 1080;
const MARGIN = 60;
const GAP = 36;
/** Between title and sentence there is room for the drawings. */
const TOP = 140;
const BOTTOM = 950;
const INNER = WIDTH - 2 * MARGIN;
/** Width at which what is on a slide is drawn before it is brought to its place. */
const DRAWN = 380;
/** A link on a slide is read, not followed: it may be cut. */
const LONGEST_LINK = 150;

/** What is on a slide besides its drawings. */
export interface SlideWords {
  readonly title: string;
  /** What the view says at this moment, in a sentence. */
  readonly caption: string;
}

/** Columns by which drawings become largest in a box, and that size. */
export function arrange(
  drawings: readonly Pick<Drawing, 'width' | 'height'>[],
  width: number,
  height: number,
): { readonly columns: number; readonly scale: number } {
  let best = { columns: 1, scale: 0 };
  const widest = Math.max(...drawings.map((drawing) => drawing.width));
  const tallest = Math.max(...drawings.map((drawing) => drawing.height));
  for (let columns = 1; columns <= drawings.length; columns++) {
    const rows = Math.ceil(drawings.length / columns);
    const scale = Math.min(
      (width - GAP * (columns - 1)) / (columns * widest),
      (height - GAP * (rows - 1)) / (rows * tallest),
    );
    if (scale > best.scale) best = { columns, scale };
  }
  return best;
}

/** A chart in the width and under the title that figures have. */
function titled({ width, height, body }: Drawing, title: string): Drawing {
  const scale = DRAWN / width;
  const head = textAt(0, 16, title, { size: 16, fill: INK, weight: 600 });
  return {
    width: DRAWN,
    height: 40 + scale * height,
    body: `${head}<g transform="translate(0 36) scale(${scale})">${body}</g>`,
  };
}

/** Drawings in rows, all in the middle. */
function place(drawings: readonly Drawing[]): string[] {
  const { columns, scale } = arrange(drawings, INNER, BOTTOM - TOP);
  const rows = Math.ceil(drawings.length / columns);
  const cell = (INNER + GAP) / columns;
  const pitch = scale * Math.max(...drawings.map((drawing) => drawing.height)) + GAP;
  const top = TOP + (BOTTOM - TOP + GAP - rows * pitch) / 2;
  return drawings.map(({ width, height, body }, i) => {
    const row = Math.floor(i / columns);
    const inRow = Math.min(columns, drawings.length - row * columns);
    const left = MARGIN + ((columns - inRow) / 2 + (i % columns)) * cell;
    const x = left + (cell - GAP - width * scale) / 2;
    const y = top + row * pitch;
    return `<svg x="${x}" y="${y}" width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}" overflow="visible">${body}</svg>`;
  });
}

/** The whole view as one picture of a slide's size: title, photo, figures and charts, sentence and link. */
export async function makeSlide(
  items: readonly ExportItem[],
  photo: (Picture & { readonly title: string }) | null,
  words: SlideWords,
  provenance: Provenance,
): Promise<ExportFile> {
  const drawings = items
    .filter((item) => item.kind !== 'chart' || item.svg() !== null)
    .map((item) => {
      const drawing = drawItem(item, { ...aboutOf(item, provenance), caption: '' }, DRAWN);
      return item.kind === 'chart' ? titled(drawing, item.name) : drawing;
    });
  if (photo !== null) {
    const about = { ...provenance, title: photo.title, caption: '' };
    drawings.unshift(drawPicture(photo, about, DRAWN));
  }
  const lines = linesOf(words.caption, INNER / 26).slice(0, 2);
  const { link } = provenance;
  const shown = link.length > LONGEST_LINK ? `${link.slice(0, LONGEST_LINK - 1)}…` : link;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<title>${xml(words.title)}</title>`,
    `<rect width="100%" height="100%" fill="${PAPER}"/>`,
    textAt(MARGIN, 96, words.title, { size: 50, fill: INK, weight: 650 }),
    ...place(drawings),
    ...lines.map((line, i) => textAt(MARGIN, 992 + 32 * i, line, { size: 26, fill: INK })),
    textAt(WIDTH - MARGIN, 1056, shown, { size: 18, fill: DIM, anchor: 'end' }),
    '</svg>',
  ].join('\n');
  return {
    name: `${fileName('vheat', provenance.view, 'slide')}.png`,
    blob: await pngOf(svg, { ...provenance, ...words }),
  };
}
