import { describe, expect, it } from 'vitest';
import type { PanelName } from '../state/panel-name.ts';
import { isShown, unknownPanels } from './panels.ts';

const none = { view: 'compare' as const, hide: [], only: [] };
const shown = (settings: Parameters<typeof isShown>[1]) =>
  (['header', 'maps', 'legend', 'strip'] as PanelName[]).filter((name) => isShown(name, settings));

describe('panels', () => {
  it('are all shown until a link says otherwise', () => {
    expect(shown(none)).toEqual(['header', 'maps', 'legend', 'strip']);
  });

  it('are hidden by name, or all but those that are named', () => {
    expect(shown({ ...none, hide: ['maps', 'header'] })).toEqual(['legend', 'strip']);
    expect(shown({ ...none, only: ['maps', 'legend'] })).toEqual(['maps', 'legend']);
    expect(shown({ ...none, only: ['maps', 'strip'], hide: ['maps'] })).toEqual(['strip']);
  });

  it('do not all go where a view has none of those to be kept', () => {
    expect(shown({ ...none, only: ['transport'] })).toHaveLength(4);
    expect(shown({ ...none, only: ['legend'] })).toHaveLength(4);
    expect(shown({ ...none, only: ['mpas'] })).toHaveLength(4);
  });

  it('of names that are none are told apart', () => {
    expect(unknownPanels({ ...none, hide: ['maps', 'side'], only: ['side', 'x'] })).toEqual([
      'side',
      'x',
    ]);
  });
});
