import { describe, expect, it } from 'vitest';
import * as kernel from '../kernels/heat/index.ts';
import { conductionOf } from './knobs.ts';
import { AS_TRAINED, type Knobs } from './port.ts';

const knobs: Knobs = { t: 2, k: 3, kConst: null, scope: 'network', stage: 1, block: 4 };

describe('conductionOf', () => {
  it('multiplies time and the factor on k', () => {
    expect(conductionOf(knobs, 0, 0)).toEqual({ time: 6, constant: null });
  });

  it('leaves heat as trained where the knobs are', () => {
    expect(conductionOf(AS_TRAINED, 0, 0)).toEqual(kernel.AS_TRAINED);
  });

  it('lets a constant replace the learned k and its factor', () => {
    expect(conductionOf({ ...knobs, kConst: 5 }, 0, 0)).toEqual({ time: 2, constant: 5 });
  });

  it('keeps the rest as trained outside of the scope', () => {
    const stage = { ...knobs, scope: 'stage' } as const;
    expect(conductionOf(stage, 1, 0).time).toBe(6);
    expect(conductionOf(stage, 2, 4)).toEqual(kernel.AS_TRAINED);
    const block = { ...knobs, scope: 'block' } as const;
    expect(conductionOf(block, 1, 4).time).toBe(6);
    expect(conductionOf(block, 1, 3)).toEqual(kernel.AS_TRAINED);
  });
});
