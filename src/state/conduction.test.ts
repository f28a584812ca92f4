import { describe, expect, it } from 'vitest';
import { constantOf, exponentTime, reachesUpstream } from './conduction.ts';

const knobs = {
  t: 2,
  k: 3,
  kConst: null,
  scope: 'network',
  stage: 1,
  block: 1,
  knobStage: null,
  knobBlock: null,
} as const;

describe('conduction of the block in view', () => {
  it('multiplies time and diffusivity; a constant takes the place of the multiplier', () => {
    expect(exponentTime(knobs)).toBe(6);
    expect(exponentTime({ ...knobs, kConst: 5 })).toBe(2);
    expect(constantOf({ ...knobs, kConst: 5 })).toBe(5);
  });

  it('is as trained while the knobs act on another block or stage', () => {
    const elsewhere = { ...knobs, kConst: 5, scope: 'block', knobStage: 1, knobBlock: 0 } as const;
    expect([exponentTime(elsewhere), constantOf(elsewhere)]).toEqual([1, null]);
    expect(exponentTime({ ...elsewhere, scope: 'stage' })).toBe(2);
    expect(exponentTime({ ...elsewhere, scope: 'stage', knobStage: 2 })).toBe(1);
  });

  it('knows when knobs change what comes before the block', () => {
    expect(reachesUpstream(knobs)).toBe(true);
    expect(reachesUpstream({ ...knobs, block: 0 })).toBe(true);
    expect(reachesUpstream({ ...knobs, stage: 0, block: 0 })).toBe(false);
    expect(reachesUpstream({ ...knobs, stage: 0 })).toBe(true);
    expect(reachesUpstream({ ...knobs, scope: 'stage' })).toBe(true);
    expect(reachesUpstream({ ...knobs, scope: 'stage', block: 0 })).toBe(false);
    expect(reachesUpstream({ ...knobs, scope: 'block' })).toBe(false);
    expect(reachesUpstream({ ...knobs, t: 1, k: 1 })).toBe(false);
  });

  it('knows it of knobs that were set on another block', () => {
    const at = (scope: 'block' | 'stage', knobStage: number, knobBlock: number) =>
      reachesUpstream({ ...knobs, scope, knobStage, knobBlock });
    expect(at('block', 1, 0)).toBe(true);
    expect(at('block', 0, 5)).toBe(true);
    expect(at('block', 1, 2)).toBe(false);
    expect(at('block', 2, 0)).toBe(false);
    expect(at('stage', 0, 0)).toBe(true);
    expect(at('stage', 2, 0)).toBe(false);
  });
});
