import { largestMagnitude } from '../../math/statistics.ts';
import type { Field, Figure } from '../../render/figure.ts';
import type { Scale } from '../../render/scale.ts';
import type { Field2D, FieldKind } from '../../state/explorer.ts';
import type { MapWords } from './words.ts';

/** The numbers of a figure, how they become colour and what they are. */
export type Numbers = Pick<Figure, 'field' | 'scale' | 'unit'>;

/** Kinds whose values may be negative by definition. */
const SIGNED: readonly FieldKind[] = ['impulse', 'reach', 'correlation'];

function scaleTo(high: number, signed: boolean, of: Scale['of']): Scale {
  return {
    kind: signed ? 'signed' : 'positive',
    law: 'linear',
    of,
    low: signed ? -high : 0,
    high,
  };
}

/** The numbers of a study as those of a figure. */
export function fieldOf({ height, width, kind }: Field2D, data: Float32Array<ArrayBuffer>): Field {
  return { height, width, data, cells: kind === 'gradient' ? 'pixels' : 'tokens' };
}

/** A field in its own unit on its own scale. */
export function ownScale(study: Field2D, words: MapWords): Numbers {
  const { data, kind } = study;
  return {
    field: fieldOf(study, data),
    scale:
      kind === 'correlation'
        ? scaleTo(1, true, 'fixed')
        : scaleTo(largestMagnitude(data) || 1, SIGNED.includes(kind), 'own'),
    unit: words.units[kind],
  };
}

/** What is fainter than this part of the brightest has the first colour of a logarithmic scale. */
const FAINTEST = 1e-4;

/** A field in its own unit by the logarithms of its magnitudes, which shows the faint beside the bright. */
export function logScale(study: Field2D, words: MapWords): Numbers {
  const { scale, ...numbers } = ownScale(study, words);
  const { high } = scale;
  const kind = scale.kind === 'signed' ? 'magnitude' : scale.kind;
  return { ...numbers, scale: { ...scale, kind, law: 'log', low: FAINTEST * high } };
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
  words: MapWords,
): [Numbers, Numbers] {
  const shares = fields.map(({ data, width }, i) => {
    const total = data.reduce((sum, value) => sum + Math.abs(value), 0);
    const cells = (patch * width) / side[i];
    return total > 0 ? data.map((value) => (value / total) * cells ** 2) : data;
  });
  const high = Math.max(...shares.map((data) => largestMagnitude(data))) || 1;
  const scale = scaleTo(
    high,
    fields.some(({ kind }) => SIGNED.includes(kind)),
    'shared',
  );
  const [first, second] = fields.map((study, i) => ({
    field: fieldOf(study, shares[i]),
    scale,
    unit: words.units.shared(patch),
  }));
  return [first, second];
}
