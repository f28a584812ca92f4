import { describe, expect, it } from 'vitest';
import { en } from '../../content/words/en.ts';
import { zh } from '../../content/words/zh.ts';
import { DEFAULTS } from '../../state/settings.ts';
import { heatLaw } from './heat-law.ts';

describe('what an impulse is spread by', () => {
  it.each([
    [{}, 'by the learned k alone,', '按学到的 k 扩散，'],
    [
      { kConst: 2.2908676 },
      'by k = 2.29 in place of the learned k,',
      '按 k = 2.29（代替学到的 k）扩散，',
    ],
    [
      { kConst: 5, t: 0.5 },
      'by k = 5.00 in place of the learned k and t = 0.50,',
      '按 k = 5.00（代替学到的 k）、t = 0.50 扩散，',
    ],
    [{ k: 3 }, 'by the learned k × 3.00,', '按学到的 k × 3.00 扩散，'],
    [{ t: 4 }, 'by the learned k and t = 4.00,', '按学到的 k、t = 4.00 扩散，'],
    [
      { kConst: 5, scope: 'block', knobStage: 3, knobBlock: 0 } as const,
      'by the learned k alone,',
      '按学到的 k 扩散，',
    ],
    [{ kConst: 5, scope: 'block' } as const, 'by k = 5.00 in place', '按 k = 5.00（代替'],
  ])('with %j: %s', (knobs, english, chinese) => {
    const law = heatLaw({ ...DEFAULTS, ...knobs });
    expect(en.compare.heat.impulse(law)).toContain(english);
    expect(zh.compare.heat.impulse(law)).toContain(chinese);
  });
});
