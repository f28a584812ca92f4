import type { ColourMapName } from './colour-map.ts';
import type { Scale } from './scale.ts';

/** Numbers over a grid. */
export interface Field {
  readonly height: number;
  readonly width: number;
  /** [height, width], row by row from the top. Those of a live figure change in place. */
  readonly data: Float32Array<ArrayBuffer>;
  /** What a cell is; frequencies grow to the right and down. */
  readonly cells: 'tokens' | 'pixels' | 'frequencies';
}

/** The numbers of a figure and how they become colour. */
export type ScaledField = Pick<Figure, 'field' | 'scale'>;

/** What a figure is of; null where it is of none. */
export interface FigureSource {
  readonly model: string | null;
  readonly photo: string | null;
  /** Layer, channel or cell, in words. */
  readonly place: string;
}

/** RGBA pixels, 0…255. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** A rectangle in fractions of a figure, x to the right, y down. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A line over a figure, in fractions of its sides: the cell it belongs to; a ring or contour that holds a share of it;
 * how far it could reach in theory.
 */
export type Mark =
  | { readonly role: 'cell' | 'ring' | 'reach'; readonly box: Box }
  /** SVG path data. */
  | { readonly role: 'contour'; readonly path: string };

/** A map of numbers with everything that is needed to draw, read and keep it: canvas, legend, words and files. */
export interface Figure {
  readonly field: Field;
  readonly scale: Scale;
  readonly colours: ColourMapName;
  /** Interpolates between cells; otherwise each is a flat square. */
  readonly smooth: boolean;
  /** What the numbers are, in a few words. */
  readonly unit: string;
  readonly title: string;
  /** One sentence that says exactly what the figure is. */
  readonly caption: string;
  readonly source: FigureSource;
  /** What the map lies on: the photo, or what the network sees of it. */
  readonly picture?: Picture;
  readonly marks?: readonly Mark[];
  /**
   * Of a live figure: brings field and scale to the present, or to the time t; allocates nothing.
   * @returns a number that changes whenever they do
   */
  readonly advance?: (t?: number) => number;
}
