import { AS_TRAINED, type Conduction } from '../kernels/heat/index.ts';
import { AS_TRAINED as KNOBS_AS_TRAINED, type Knobs } from './port.ts';

/** Whether every block conducts as it was trained. */
export function isAsTrained({ t, k, kConst }: Knobs): boolean {
  return kConst === null && t === KNOBS_AS_TRAINED.t && k === KNOBS_AS_TRAINED.k;
}

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
