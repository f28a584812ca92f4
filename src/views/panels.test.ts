import { describe, expect, it } from 'vitest';
import type { PanelName } from '../state/panel-name.ts';
import { isShown, unknownPanels } from './panels.ts';

type Shown = Parameters<typeof isShown>[1];

const none: Shown = {
  view: 'compare',
  hide: [],
  only: [],
  present: false,
  point: null,
  room: 'all',
};
const shown = (settings: Shown) =>
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

  it('on a stage are those of one figure, and what the tour speaks of', () => {
    const stage = { ...none, present: true };
    expect(shown(stage)).toEqual(['header', 'maps', 'legend']);
    expect(shown({ ...stage, point: 'strip' })).toContain('strip');
    expect(shown({ ...stage, point: 'strip', hide: ['strip'] })).not.toContain('strip');
    expect(shown({ ...stage, only: ['strip'] })).toEqual(['strip']);
  });

  it('of a small frame are one and the player, of the smallest a map alone', () => {
    const frame = { ...none, view: 'diffuse' as const, room: 'panel' as const };
    const names: PanelName[] = ['maps', 'legend', 'transport', 'channels', 'caption'];
    const of = (shown: Shown) => names.filter((name) => isShown(name, shown));
    expect(of(frame)).toEqual(['maps', 'legend', 'transport']);
    expect(of({ ...frame, room: 'map' })).toEqual(['maps', 'transport']);
    // What a link keeps, and what the tour speaks of, is shown in any.
    expect(of({ ...frame, only: ['channels'] })).toEqual(['channels']);
    expect(of({ ...frame, point: 'caption' })).toContain('caption');
  });

  it('of names that are none are told apart', () => {
    expect(unknownPanels({ ...none, hide: ['maps', 'side'], only: ['side', 'x'] })).toEqual([
      'side',
      'x',
    ]);
  });
});
