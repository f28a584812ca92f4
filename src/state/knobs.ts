import type { Knobs } from '../engine/port.ts';
import { DEFAULTS, type Settings } from './settings.ts';

type KnobSettings = Pick<Settings, 't' | 'k' | 'kConst' | 'scope' | 'stage' | 'block'>;

/** The knobs as the network takes them. */
export function knobsOf({ t, k, kConst, scope, stage, block }: KnobSettings): Knobs {
  return { t, k, kConst, scope, stage, block };
}

/** What "As trained" sets. */
export const AS_TRAINED = { t: DEFAULTS.t, k: DEFAULTS.k, kConst: DEFAULTS.kConst } as const;

/** True when time and diffusivity are the learned ones, whatever the scope. */
export function isAsTrained(s: Pick<Settings, 't' | 'k' | 'kConst'>): boolean {
  return s.t === AS_TRAINED.t && s.k === AS_TRAINED.k && s.kConst === AS_TRAINED.kConst;
}

/** True when both settings make the network compute the same. */
export function sameEffect(a: KnobSettings, b: KnobSettings): boolean {
  if (isAsTrained(a) && isAsTrained(b)) return true;
  if (a.t !== b.t || a.k !== b.k || a.kConst !== b.kConst || a.scope !== b.scope) return false;
  if (a.scope === 'network') return true;
  return a.stage === b.stage && (a.scope === 'stage' || a.block === b.block);
}
