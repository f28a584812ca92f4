import type { Words } from '../../content/words/words.ts';
import type { Field2D } from '../../state/explorer.ts';
import type { Point } from '../maps/pointer.ts';
import { arrivalAt, farCorner, shareText } from './arrival.ts';

/**
 * How much arrives where the maps are read, in a sentence of the words tables; null of maps that share nothing out.
 * @param at null for the corner that is farthest from the patch
 */
export function arriving(
  name: 'heat' | 'attention',
  field: Field2D | null,
  patch: Point,
  at: Point | null,
  words: Words['compare']['arriving'],
): string | null {
  const arrival = arrivalAt(field, at ?? farCorner(patch));
  if (arrival === null) return null;
  const { share, even } = arrival;
  return words[name](at === null ? 'corner' : 'here', shareText(share), shareText(even));
}
