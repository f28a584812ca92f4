import { meanDistance } from '../../math/attention.ts';
import { shareWithin, tokenAt } from '../../math/patch-heat.ts';
import { cellMiddle } from '../../math/receptive-field.ts';
import type { Field2D } from '../../state/explorer.ts';
import type { Point } from '../maps/pointer.ts';
import type { LayerMap } from './use-heat.ts';

/** How far a map reaches from its patch. */
export interface Spread {
  /** Σ|value| · distance / Σ|value|, in pixels of the crop. */
  readonly distance: number;
  /** Share of Σ|value| within the radius asked for. */
  readonly near: number;
}

/**
 * The spread of a map around the patch it belongs to.
 * @param radius in pixels of the crop
 * @returns null while there is no map, and for correlations, whose values are no weights
 */
export function spreadOf({ field, stride }: LayerMap, patch: Point, radius: number): Spread | null {
  if (field === null || field.kind === 'correlation') return null;
  const { data, height, width } = field;
  const isPixels = field.kind === 'gradient';
  const [row, column] = isPixels
    ? cellMiddle(tokenAt(patch, height / stride, width / stride), stride)
    : tokenAt(patch, height, width);
  const spacing = isPixels ? 1 : stride;
  return {
    distance: spacing * meanDistance(data, height, width, row, column),
    near: shareWithin(data, height, width, [row, column], radius / spacing),
  };
}

/** A place counts as reached from this part of an even share on. */
const REACHED = 0.1;

/** Part of the picture that gets at least a tenth of an even share; null for correlations, whose values are no weights. */
export function reachedPart({ data, kind }: Field2D): number | null {
  if (kind === 'correlation') return null;
  const least = (REACHED * data.reduce((sum, value) => sum + value, 0)) / data.length;
  return data.reduce((count, value) => count + Number(value >= least), 0) / data.length;
}
