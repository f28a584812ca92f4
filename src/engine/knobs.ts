import { AS_TRAINED, type Conduction } from '../kernels/heat/index.ts';
import type { Knobs } from './port.ts';

/**
 * What the knobs mean for one block. The exponent is λ·k·t, so a multiplier on k and time are one number;
 * a constant diffusivity takes the place of the learned one and of its multiplier.
 */
export function conductionOf(knobs: Knobs, stage: number, block: number): Conduction {
  const reached =
    knobs.scope === 'network' ||
    (stage === knobs.stage && (knobs.scope === 'stage' || block === knobs.block));
  if (!reached) return AS_TRAINED;
  return knobs.kConst === null
    ? { time: knobs.t * knobs.k, constant: null }
    : { time: knobs.t, constant: knobs.kConst };
}
