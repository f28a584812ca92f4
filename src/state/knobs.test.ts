import { describe, expect, test } from 'vitest';
import { isAsTrained, knobsOf, reaches, sameEffect, withKnobPlace } from './knobs.ts';
import { DEFAULTS, type Settings } from './settings.ts';

const at = (change: Partial<Settings>): Settings => ({ ...DEFAULTS, ...change });
/** Settings after a change, as the store has them. */
const after = (before: Settings, change: Partial<Settings>): Settings => ({
  ...before,
  ...withKnobPlace(change, before),
});

describe('knobs that reach one block', () => {
  const set = after(at({ stage: 1, block: 1 }), { t: 3, scope: 'block' });

  test('act on the block in view when they are set, as links without a place of their own say', () => {
    expect(set).toMatchObject({ knobStage: null, knobBlock: null });
    expect(knobsOf(set)).toEqual({ t: 3, k: 1, kConst: null, scope: 'block', stage: 1, block: 1 });
  });

  test('keep that block when another comes into view, and nothing needs computing anew', () => {
    const elsewhere = after(set, { stage: 2, block: 5 });
    expect(elsewhere).toMatchObject({ stage: 2, block: 5, knobStage: 1, knobBlock: 1 });
    expect(knobsOf(elsewhere)).toEqual(knobsOf(set));
    expect(sameEffect(elsewhere, set)).toBe(true);
    expect(after(elsewhere, { stage: 3, block: 0 })).toMatchObject({ knobStage: 1, knobBlock: 1 });
  });

  test('need no place of their own back at their block', () => {
    const back = after(after(set, { stage: 2 }), { stage: 1, block: 1 });
    expect(back).toMatchObject({ knobStage: null, knobBlock: null });
  });

  test('move to the block in view when one of them is set there, the same value or scope included', () => {
    const elsewhere = after(set, { stage: 2, block: 5 });
    for (const change of [{ t: 3 }, { scope: 'block' as const }, { kConst: 5 }, { k: 2 }])
      expect(knobsOf(after(elsewhere, change))).toMatchObject({ stage: 2, block: 5 });
  });

  test('have no place once all is as trained', () => {
    const reset = after(after(set, { stage: 2 }), { t: 1, k: 1, kConst: null });
    expect(reset).toMatchObject({ knobStage: null, knobBlock: null });
    expect(after(reset, { stage: 3 })).toMatchObject({ knobStage: null, knobBlock: null });
  });

  test('take a place that is given with them, as a link or a step back does', () => {
    const given = after(at({}), { t: 2, scope: 'block', stage: 3, knobStage: 0, knobBlock: 1 });
    expect(knobsOf(given)).toMatchObject({ stage: 0, block: 1 });
  });

  test('reach that block alone', () => {
    const elsewhere = after(set, { stage: 2, block: 5 });
    expect(reaches(elsewhere, 1, 1)).toBe(true);
    expect(reaches(elsewhere, 1, 0)).toBe(false);
    expect(reaches(elsewhere, 2, 5)).toBe(false);
  });
});

describe('knobs that reach one stage', () => {
  const set = after(at({ stage: 2, block: 4 }), { k: 0, scope: 'stage' });

  test('keep the stage, whatever block is in view', () => {
    expect(after(set, { block: 1 })).toMatchObject({ knobStage: null });
    expect(sameEffect(after(set, { block: 1 }), set)).toBe(true);
    const elsewhere = after(set, { stage: 0, block: 0 });
    expect(knobsOf(elsewhere)).toEqual(knobsOf(set));
    expect(reaches(elsewhere, 2, 0)).toBe(true);
    expect(reaches(elsewhere, 0, 0)).toBe(false);
    expect(after(elsewhere, { stage: 2 })).toMatchObject({ knobStage: null, knobBlock: null });
  });
});

describe('knobs of the whole network', () => {
  test('have no place: what is in view makes no difference to them', () => {
    const set = at({ t: 2, scope: 'network' });
    const elsewhere = after(set, { stage: 3, block: 1 });
    expect(elsewhere).toMatchObject({ knobStage: null, knobBlock: null });
    expect(knobsOf(elsewhere)).toEqual(knobsOf(set));
    expect(reaches(elsewhere, 0, 0)).toBe(true);
  });
});

test('what is as trained is the same everywhere', () => {
  const [a, b] = [at({ scope: 'block' }), at({ scope: 'stage', stage: 3 })];
  expect(isAsTrained(a)).toBe(true);
  expect(sameEffect(a, b)).toBe(true);
  expect(sameEffect(a, at({ t: 2 }))).toBe(false);
});
