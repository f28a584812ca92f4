import { expect, test } from 'vitest';
import { robustness as words } from '../../content/words/en/robustness.ts';
import { SEVERITIES } from '../../math/disturb/severity.ts';
import { SEVERITY_KINDS } from '../../state/settings.ts';
import { amountText, measuredText, spansText, ticksOf } from './words.ts';

test('amounts are read with their units', () => {
  expect(amountText('rotation', -38.4, words)).toBe('−38°');
  expect(amountText('noise', 0.18, words)).toBe('σ 0.18');
  expect(amountText('jpeg', 100, words)).toBe('not compressed');
  expect(amountText('jpeg', 17.6, words)).toBe('quality 18');
  expect(amountText('shift', 0.25, words)).toBe('+25 %');
  expect(amountText('brightness', -0.3, words)).toBe('−0.3');
  expect(amountText('time', 0.5, words)).toBe('t = 0.50');
});

test.each(SEVERITY_KINDS)(
  '%s: its axis names both ends, no disturbance and the severities of ImageNet-C',
  (kind) => {
    const { ends, none, levels, positionOf } = SEVERITIES[kind];
    const ticks = ticksOf(kind);
    const amounts = ticks.map(({ amount }) => amount);
    expect(amounts).toContain(none);
    if (kind !== 'size') expect(amounts).toEqual(expect.arrayContaining([...ends]));
    expect(ticks.flatMap(({ amount, level }) => (level === null ? [] : [[level, amount]]))).toEqual(
      levels.map((amount, i) => [i + 1, amount]),
    );
    const positions = amounts.map(positionOf);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
  },
);

test('where an answer holds is told from no disturbance outwards', () => {
  expect(spansText('noise', [{ from: 0, to: 1 }], words)).toBe('all along');
  expect(spansText('noise', [{ from: 0, to: 0.6 }], words)).toBe('up to σ 0.18');
  expect(spansText('rotation', [{ from: 0.4, to: 0.6 }], words)).toBe('from −36° to 36°');
  expect(spansText('rotation', [{ from: 0.25, to: 1 }], words)).toBe('from −90° on');
  const parts = [
    { from: 0, to: 0.1 },
    { from: 0.4, to: 0.6 },
    { from: 0.7, to: 1 },
  ];
  expect(spansText('rotation', parts, words)).toBe('from −36° to 36°, and again in 2 other parts');
  expect(spansText('rotation', parts.slice(0, 2), words)).toMatch(/, and again in another part$/);
  expect(spansText('rotation', [], words)).toBe('nowhere around no disturbance');
});

test('a share is read with its standard error', () => {
  expect(measuredText({ accuracy: 0.4412, standardError: 0.0157 })).toBe('44.1 ± 1.6');
});
