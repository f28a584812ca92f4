import { describe, expect, it } from 'vitest';
import { exponentTime, reachesUpstream } from './conduction.ts';

const knobs = { t: 2, k: 3, kConst: null, scope: 'network', stage: 1, block: 1 } as const;

describe('conduction of the block in view', () => {
  it('multiplies time and diffusivity; a constant takes the place of the multiplier', () => {
    expect(exponentTime(knobs)).toBe(6);
    expect(exponentTime({ ...knobs, kConst: 5 })).toBe(2);
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
});
