import { AS_TRAINED, type Knobs } from '../engine/port.ts';
import type { Settings } from './settings.ts';

export type KnobSettings = Pick<
  Settings,
  't' | 'k' | 'kConst' | 'scope' | 'stage' | 'block' | 'knobStage' | 'knobBlock'
>;

export { AS_TRAINED };

const KNOB_KEYS = ['t', 'k', 'kConst', 'scope'] as const;

/** Where knobs act that have no place of their own. */
const IN_VIEW = { knobStage: null, knobBlock: null } as const;

/** True when time and diffusivity are the learned ones, whatever the scope. */
export function isAsTrained(s: Pick<Settings, 't' | 'k' | 'kConst'>): boolean {
  return s.t === AS_TRAINED.t && s.k === AS_TRAINED.k && s.kConst === AS_TRAINED.kConst;
}

/**
 * The knobs as the network takes them: equal wherever they make it compute the same, so that they may name a question.
 */
export function knobsOf(s: KnobSettings): Knobs {
  const { t, k, kConst, scope } = s;
  if (isAsTrained(s)) return AS_TRAINED;
  if (scope === 'network') return { ...AS_TRAINED, t, k, kConst };
  const { stage, block } = placeOfKnobs(s);
  return { t, k, kConst, scope, stage, block: scope === 'stage' ? 0 : block };
}

/** The block that scope `block` means and the stage that scope `stage` means: where the knobs were set. */
export function placeOfKnobs(
  s: Pick<KnobSettings, 'stage' | 'block' | 'knobStage' | 'knobBlock'>,
): { stage: number; block: number } {
  return { stage: s.knobStage ?? s.stage, block: s.knobBlock ?? s.block };
}

/** True when the knobs act on a block, whether or not they are as trained. */
export function reaches(s: KnobSettings, stage: number, block: number): boolean {
  if (s.scope === 'network') return true;
  const inStage = stage === (s.knobStage ?? s.stage);
  return inStage && (s.scope === 'stage' || block === (s.knobBlock ?? s.block));
}

/** True when both settings make the network compute the same. */
export function sameEffect(a: KnobSettings, b: KnobSettings): boolean {
  const [left, right] = [knobsOf(a), knobsOf(b)];
  return (Object.keys(left) as (keyof Knobs)[]).every((key) => left[key] === right[key]);
}

/**
 * A change together with where knobs act after it. Knobs keep the block or stage they were set on when another comes
 * into view, and move to the one in view when one of them is set. A place of their own is kept only where it differs from
 * what is in view, so that a link without one means the block that it shows.
 */
export function withKnobPlace(change: Partial<Settings>, before: Settings): Partial<Settings> {
  if ('knobStage' in change || 'knobBlock' in change) return change;
  const after = { ...before, ...change };
  const isSet = KNOB_KEYS.some((key) => key in change);
  const place = placeOfKnobs(before);
  if (isSet || isAsTrained(after) || reaches({ ...after, ...IN_VIEW }, place.stage, place.block))
    return { ...change, ...IN_VIEW };
  return { ...change, knobStage: place.stage, knobBlock: place.block };
}
