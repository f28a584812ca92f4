import { AS_TRAINED, isAsTrained, placeOfKnobs, reaches, type KnobSettings } from './knobs.ts';

/** The factor of λk in the exponent of the block in view; 1 where the knobs act on another. */
export function exponentTime(s: KnobSettings): number {
  if (!reaches(s, s.stage, s.block)) return AS_TRAINED.t;
  return s.kConst === null ? s.t * s.k : s.t;
}

/** One diffusivity in place of the learned of the block in view; null where it keeps the learned. */
export function constantOf(s: KnobSettings): number | null {
  return reaches(s, s.stage, s.block) ? s.kConst : null;
}

/** True when the knobs change what flows into the block in view, whether or not they change the block itself. */
export function reachesUpstream(s: KnobSettings): boolean {
  if (isAsTrained(s)) return false;
  if (s.scope === 'network') return s.stage > 0 || s.block > 0;
  const place = placeOfKnobs(s);
  if (place.stage !== s.stage) return place.stage < s.stage;
  return s.scope === 'stage' ? s.block > 0 : place.block < s.block;
}
