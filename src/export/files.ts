import { drawChart } from './chart-svg.ts';
import { csvOf } from './csv.ts';
import { ExportError } from './error.ts';
import { figureJson } from './figure-json.ts';
import { drawFigure, svgFile, type Drawing } from './figure-svg.ts';
import { aboutOf, type About, type ExportItem, type Provenance } from './item.ts';
import { encodeNpy } from './npy.ts';
import { pngOf } from './raster.ts';

/** Width of a figure's map in its file, in CSS pixels; a PNG has 1, 2 or 4 pixels for each. */
const FIGURE_WIDTH = 480;

export type FileKind = 'png' | 'png2' | 'png4' | 'svg' | 'csv' | 'json' | 'npy';

export interface ExportFile {
  readonly name: string;
  readonly blob: Blob;
}

const PIXELS = { png: 1, png2: 2, png4: 4 } as const;

/** A name that every file system takes. */
export function fileName(...words: readonly string[]): string {
  const plain = words
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return plain.slice(0, 80) || 'vheat';
}

function drawingOf(item: ExportItem, about: About): Drawing {
  if (item.kind === 'figure') return drawFigure(item.figure, about, FIGURE_WIDTH);
  const element = item.svg();
  if (element === null)
    throw new ExportError('The chart is not on screen any more. Show it and export it again.');
  return drawChart(element);
}

const text = (content: string, type: string) => new Blob([content], { type });

/**
 * One file of what is on screen, as it is at this moment.
 * @throws ExportError where the browser cannot make it
 */
export async function makeFile(
  item: ExportItem,
  kind: FileKind,
  provenance: Provenance,
): Promise<ExportFile> {
  const about = aboutOf(item, provenance);
  const base = fileName('vheat', provenance.view, item.name);
  if (kind === 'svg')
    return {
      name: `${base}.svg`,
      blob: text(svgFile(drawingOf(item, about), about), 'image/svg+xml'),
    };
  if (kind === 'png' || kind === 'png2' || kind === 'png4') {
    const svg = svgFile(drawingOf(item, about), about);
    return { name: `${base}.png`, blob: await pngOf(svg, about, PIXELS[kind]) };
  }
  if (kind === 'csv') return { name: `${base}.csv`, blob: text(csvOf(item), 'text/csv') };
  if (item.kind === 'chart') throw new ExportError('A chart has no grid of numbers: take its CSV.');
  item.figure.advance?.();
  const { data, height, width } = item.figure.field;
  return kind === 'json'
    ? { name: `${base}.json`, blob: text(figureJson(item.figure, about), 'application/json') }
    : {
        name: `${base}.npy`,
        blob: new Blob([encodeNpy(data, [height, width])], { type: 'application/octet-stream' }),
      };
}
