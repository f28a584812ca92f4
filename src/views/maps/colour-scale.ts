import type { ColourMapName } from '../../render/colour-map.ts';
import type { Field2D, FieldKind } from '../../state/explorer.ts';

/** Values as they are drawn, with their scale. */
export interface ScaledMap {
  readonly values: Float32Array;
  readonly low: number;
  readonly high: number;
  readonly colours: ColourMapName;
  /** What the values are, in a few words. */
  readonly unit: string;
}

const UNITS: Record<FieldKind, string> = {
  impulse: 'share of the heat, per token',
  source: '‖heat‖ over channels',
  correlation: 'cosine',
  gradient: 'Σ ReLU(∂s/∂pixel)',
  attention: 'attention weight',
  rollout: 'rollout weight',
};

/** Kinds whose values may be negative by definition. */
const SIGNED: readonly FieldKind[] = ['impulse', 'correlation'];

function largest(values: Float32Array): number {
  return values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
}

/** A field in its own unit on its own scale. */
export function ownScale({ data, kind }: Field2D): ScaledMap {
  const signed = SIGNED.includes(kind);
  const high = kind === 'correlation' ? 1 : largest(data) || 1;
  return {
    values: data,
    low: signed ? -high : 0,
    high,
    colours: signed ? 'signed-dark' : 'inferno',
    unit: UNITS[kind],
  };
}

/**
 * Two fields in one unit on one scale: the share of all |values| that falls into a square of `patch` pixels, so that
 * grids of different sizes may be compared.
 * @param side pixels per side of the crop
 */
export function sharedScale(
  fields: readonly [Field2D, Field2D],
  side: readonly [number, number],
  patch: number,
): [ScaledMap, ScaledMap] {
  const shares = fields.map(({ data, width }, i) => {
    const total = data.reduce((sum, value) => sum + Math.abs(value), 0);
    const cells = (patch * width) / side[i];
    return total > 0 ? data.map((value) => (value / total) * cells ** 2) : data;
  });
  const high = Math.max(...shares.map(largest)) || 1;
  const signed = fields.some(({ kind }) => SIGNED.includes(kind));
  const [first, second] = shares.map((values) => ({
    values,
    low: signed ? -high : 0,
    high,
    colours: signed ? ('signed-dark' as const) : ('inferno' as const),
    unit: `share of all, per ${patch} px square`,
  }));
  return [first, second];
}
