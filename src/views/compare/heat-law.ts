import { isAsTrained, reaches, type KnobSettings } from '../../state/knobs.ts';
import { knobText } from '../format/knobs.ts';

/** What spreads heat in the block in view; null is what training made of it. */
export interface HeatLaw {
  /** On the learned k. */
  readonly factor: string | null;
  /** In place of the learned k. */
  readonly constant: string | null;
  readonly t: string | null;
}

/** What the knobs make of the heat step of the block in view, which they reach or not. */
export function heatLaw(s: KnobSettings): HeatLaw {
  if (isAsTrained(s) || !reaches(s, s.stage, s.block))
    return { factor: null, constant: null, t: null };
  return {
    factor: s.kConst !== null || s.k === 1 ? null : knobText(s.k),
    constant: s.kConst === null ? null : knobText(s.kConst),
    t: s.t === 1 ? null : knobText(s.t),
  };
}
