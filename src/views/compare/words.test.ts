import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../state/settings.ts';
import { heatSentence } from './words.ts';

describe('what an impulse is spread by', () => {
  it.each([
    [{}, 'by the learned k alone,'],
    [{ kConst: 2.2908676 }, 'by k = 2.29 in place of the learned k,'],
    [{ kConst: 5, t: 0.5 }, 'by k = 5.00 in place of the learned k and t = 0.50,'],
    [{ k: 3 }, 'by the learned k × 3.00,'],
    [{ t: 4 }, 'by the learned k and t = 4.00,'],
    [{ kConst: 5, scope: 'block', knobStage: 3, knobBlock: 0 } as const, 'by the learned k alone,'],
    [{ kConst: 5, scope: 'block' } as const, 'by k = 5.00 in place'],
  ])('with %j: %s', (knobs, words) => {
    expect(heatSentence('impulse', { ...DEFAULTS, ...knobs })).toContain(words);
  });
});
