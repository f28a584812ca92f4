import type { PanelName } from '../state/panel-name.ts';
import type { Settings, View } from '../state/settings.ts';
import type { Room } from '../state/store.ts';

/**
 * The panels of each view. `legend` is a part of every map, so it is shown
 * where both are.
 */
export const PANELS: Record<View, readonly PanelName[]> = {
  classify: ['header', 'intro', 'photo', 'samples', 'prediction', 'maps'],
  diffuse: [
    'header',
    'photo',
    'samples',
    'prediction',
    'curve',
    'maps',
    'legend',
    'plot',
    'channels',
    'network',
    'knobs',
    'caption',
    'transport',
  ],
  field: ['header', 'photo', 'samples', 'knobs', 'caption', 'maps', 'legend', 'plot', 'numbers'],
  compare: [
    'header',
    'photo',
    'samples',
    'knobs',
    'caption',
    'maps',
    'legend',
    'strip',
    'numbers',
    'plot',
  ],
  complexity: ['header', 'knobs', 'numbers', 'caption', 'plot'],
  robustness: [
    'header',
    'photo',
    'samples',
    'knobs',
    'caption',
    'prediction',
    'curve',
    'plot',
    'numbers',
  ],
  models: ['header', 'network', 'numbers'],
};

/** What a stage shows of each view, unless a link keeps other panels: one figure, and what it says. */
const PRESENTED: Record<View, readonly PanelName[]> = {
  classify: ['header', 'photo', 'prediction'],
  diffuse: ['header', 'photo', 'maps', 'legend', 'caption', 'prediction', 'transport'],
  field: ['header', 'maps', 'legend', 'caption'],
  compare: ['header', 'maps', 'legend', 'caption'],
  complexity: ['header', 'plot', 'caption'],
  robustness: ['header', 'photo', 'prediction', 'curve', 'caption'],
  models: ['header', 'network'],
};

/** What a small frame shows of each view, unless a link keeps other panels: one panel and the player. */
const FRAMED: Record<View, readonly PanelName[]> = {
  classify: ['photo', 'prediction'],
  diffuse: ['maps', 'legend', 'transport'],
  field: ['maps', 'legend'],
  compare: ['maps', 'legend'],
  complexity: ['plot'],
  robustness: ['curve'],
  models: ['network'],
};

/** What the smallest frame leaves out of that: a map stands alone. */
const TOO_SMALL: readonly PanelName[] = ['legend', 'prediction'];

export type PanelSettings = Pick<Settings, 'view' | 'hide' | 'only'>;

/** Names of all panels. */
export const PANEL_NAMES: readonly string[] = [...new Set(Object.values(PANELS).flat())];

/** Names in a link that are no panel's. */
export function unknownPanels({ hide, only }: PanelSettings): string[] {
  return [...new Set([...hide, ...only])].filter((name) => !PANEL_NAMES.includes(name));
}

/** Whether what is to be kept exists in the view: what would leave nothing of it is not followed. */
export function keepsSome({ view, only }: PanelSettings): boolean {
  const panels: readonly string[] = PANELS[view];
  return only.some((name) => name !== 'legend' && panels.includes(name));
}

interface Shown extends PanelSettings {
  readonly present: boolean;
  /** The panel that the tour speaks of: it is shown wherever nothing hides it. */
  readonly point: PanelName | null;
  readonly room: Room;
}

/** Whether a layout shows a panel of the view, as long as a link says nothing of it. */
function hasRoom(name: PanelName, { view, present, room }: Shown): boolean {
  if (present) return PRESENTED[view].includes(name);
  if (room === 'all') return true;
  return FRAMED[view].includes(name) && (room === 'panel' || !TOO_SMALL.includes(name));
}

/** Whether settings and layout show a panel of the view. */
export function isShown(name: PanelName, shown: Shown): boolean {
  const { hide, only, point } = shown;
  if (hide.includes(name)) return false;
  if (only.includes(name) || point === name) return true;
  return !keepsSome(shown) && hasRoom(name, shown);
}
