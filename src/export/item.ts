import type { Figure } from '../render/figure.ts';

/** What is on screen and can be kept as a file. */
export type ExportItem =
  | { readonly kind: 'figure'; readonly name: string; readonly figure: Figure }
  /** A chart with its SVG on screen, or a table without one. */
  | {
      readonly kind: 'chart';
      readonly name: string;
      readonly svg: () => SVGSVGElement | null;
      readonly csv: () => string;
    };

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
    : { ...provenance, title: item.name, caption: '' };
}
