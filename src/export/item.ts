import type { Figure } from '../render/figure.ts';

/** What is on screen and can be kept as a file. */
export type ExportItem = FigureItem | ChartItem | PictureItem;

export interface FigureItem {
  readonly kind: 'figure';
  readonly name: string;
  readonly figure: Figure;
}

/** A chart with its SVG on screen, or a table without one. */
export interface ChartItem {
  readonly kind: 'chart';
  readonly name: string;
  readonly svg: () => SVGSVGElement | null;
  readonly csv: () => string;
}

/** A picture that is no map of numbers: a photo that cools, all channels of a block. */
export interface PictureItem {
  readonly kind: 'picture';
  readonly name: string;
  /** One sentence that says exactly what it is. */
  readonly caption: string;
  /**
   * Gives a canvas a size of at most `side` pixels a side.
   * @returns draws the picture as it is at the time t, or now
   */
  readonly paint: (canvas: HTMLCanvasElement, side: number) => (t?: number) => void;
}

/** What of the app travels inside every file. */
export interface Provenance {
  /** Name of the view. */
  readonly view: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly model: string | null;
  readonly citation: string;
  /** The address that shows the same again. */
  readonly link: string;
}

/** Words and settings of one file, as they are written into it. */
export interface About extends Provenance {
  readonly title: string;
  readonly caption: string;
}

export function aboutOf(item: ExportItem, provenance: Provenance): About {
  return item.kind === 'figure'
    ? {
        ...provenance,
        model: item.figure.source.model ?? provenance.model,
        title: item.name,
        caption: item.figure.caption,
      }
    : { ...provenance, title: item.name, caption: item.kind === 'picture' ? item.caption : '' };
}
