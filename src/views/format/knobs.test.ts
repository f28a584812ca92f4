import { describe, expect, it } from 'vitest';
import { format as words } from '../../content/words/en/format.ts';
import { DEFAULTS } from '../../state/settings.ts';
import { knobText, reachText, setKnobsText } from './knobs.ts';

describe('time and diffusivity as text', () => {
  it.each([
    [0, '0'],
    [0.0415, '0.04'],
    [0.5, '0.50'],
    [1, '1.00'],
    [2.2908676527677723, '2.29'],
    [9.999, '10.0'],
    [12.345, '12.3'],
    [64, '64.0'],
    [100, '100'],
    [0.00321, '0.003'],
    [0.0099, '0.01'],
    [0.00001, '0.00001'],
    [Infinity, '∞'],
    [NaN, '–'],
  ])('writes %d as %s', (value, text) => {
    expect(knobText(value)).toBe(text);
  });

  it('names the knobs that are set, and where they act', () => {
    const at = { ...DEFAULTS, t: 0.5, k: 3, stage: 1, block: 4 };
    expect(setKnobsText(at)).toBe('t = 0.50, k × 3.00');
    expect(setKnobsText({ ...at, t: 1, kConst: 2.2908676527677723 })).toBe('k = 2.29');
    expect(setKnobsText({ ...at, t: 1, k: 1 })).toBe('');
    expect(reachText({ ...at, scope: 'network' }, words)).toBe('whole network');
    expect(reachText({ ...at, scope: 'stage' }, words)).toBe('stage 2');
    expect(reachText({ ...at, scope: 'block' }, words)).toBe('stage 2, block 5');
    expect(reachText({ ...at, scope: 'block', knobStage: 0, knobBlock: 1 }, words)).toBe(
      'stage 1, block 2',
    );
  });
});
