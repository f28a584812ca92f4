import type { Field2D } from '../../state/explorer.ts';
import type { Settings } from '../../state/settings.ts';
import { logScale, ownScale, type Numbers } from '../maps/field-scale.ts';
import type { MapWords } from '../maps/words.ts';

/** The numbers of a map on a scale of its own; cosines are seen from −1 to 1 on any. */
export function scaleAlone(field: Field2D, scale: Settings['scale'], words: MapWords): Numbers {
  return scale === 'log' && field.kind !== 'correlation'
    ? logScale(field, words)
    : ownScale(field, words);
}
