import { csvOf } from './csv.ts';
import { drawItem } from './drawing.ts';
import { ExportError } from './error.ts';
import { figureJson } from './figure-json.ts';
import { svgFile } from './figure-svg.ts';
import { aboutOf, type ExportItem, type Provenance } from './item.ts';
import type { ExportKind } from './kinds.ts';
import { encodeNpy } from './npy.ts';
import { pngOf } from './raster.ts';

/** Width of a figure's map in its file, in CSS pixels; a PNG has 1, 2 or 4 pixels for each. */
const FIGURE_WIDTH = 480;

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

const text = (content: string, type: string) => new Blob([content], { type });

/**
 * One file of what is on screen, as it is at this moment.
 * @throws ExportError where the browser cannot make it
 */
export async function makeFile(
  item: ExportItem,
  kind: ExportKind,
  provenance: Provenance,
): Promise<ExportFile> {
  const about = aboutOf(item, provenance);
  const base = fileName('vheat', provenance.view, item.name);
  if (kind === 'svg')
    return {
      name: `${base}.svg`,
      blob: text(svgFile(drawItem(item, about, FIGURE_WIDTH), about), 'image/svg+xml'),
    };
  if (kind === 'png' || kind === 'png2' || kind === 'png4') {
    const svg = svgFile(drawItem(item, about, FIGURE_WIDTH), about);
    return { name: `${base}.png`, blob: await pngOf(svg, about, PIXELS[kind]) };
  }
  if (item.kind === 'picture') throw new ExportError('export-failed', { fault: 'no-grid' });
  if (kind === 'csv') return { name: `${base}.csv`, blob: text(csvOf(item), 'text/csv') };
  if (item.kind === 'chart') throw new ExportError('export-failed', { fault: 'no-grid' });
  item.figure.advance?.();
  const { data, height, width } = item.figure.field;
  switch (kind) {
    case 'json':
      return {
        name: `${base}.json`,
        blob: text(figureJson(item.figure, about), 'application/json'),
      };
    case 'npy':
      return {
        name: `${base}.npy`,
        blob: new Blob([encodeNpy(data, [height, width])], { type: 'application/octet-stream' }),
      };
    default:
      return kind satisfies never;
  }
}
