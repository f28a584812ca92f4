import { tokenAt, type Token } from '../../math/patch-heat.ts';
import type { Field2D } from '../../state/explorer.ts';
import type { Point } from '../maps/pointer.ts';

/** What arrives at one token of what leaves the patch. */
export interface Arrival {
  readonly token: Token;
  /** Share of the sum of the map. */
  readonly share: number;
  /** The share of every token if all had the same. */
  readonly even: number;
}

/** The corner that is farthest from a point, in fractions of the picture. */
export function farCorner({ x, y }: Point): Point {
  return { x: x < 0.5 ? 0.9999 : 0, y: y < 0.5 ? 0.9999 : 0 };
}

/** What arrives at a point; null while there is no map, and of maps that share nothing out. */
export function arrivalAt(field: Field2D | null, at: Point): Arrival | null {
  if (field === null || !SHARING.includes(field.kind)) return null;
  const { data, height, width } = field;
  const token = tokenAt(at, height, width);
  const total = data.reduce((sum, value) => sum + value, 0);
  return { token, share: data[token[0] * width + token[1]] / total, even: 1 / data.length };
}

/** Kinds whose values say how much of one whole each token gets. */
const SHARING: readonly Field2D['kind'][] = ['impulse', 'reach', 'attention', 'rollout'];

/** Fewer than these percent are below the digits of the sums they come of. */
const LEAST = 1e-4;

/** A share as people read it, in two digits however small it is: "12 %", "0.068 %", "−0.3 %". */
export function shareText(share: number): string {
  if (!Number.isFinite(share)) return '– %';
  const percent = 100 * Math.abs(share);
  if (percent === 0) return '0 %';
  const sign = share < 0 ? '−' : '';
  if (percent < LEAST) return `< ${LEAST} %`;
  const digits = Math.max(0, 1 - Math.floor(Math.log10(percent)));
  return `${sign}${percent.toFixed(digits)} %`;
}
