import type { PanelName } from '../state/panel-name.ts';
import type { Settings, View } from '../state/settings.ts';

/**
 * The panels of each view. `legend` is a part of every map, so it is shown
 * where both are.
 */
export const PANELS: Record<View, readonly PanelName[]> = {
  classify: ['header', 'photo', 'samples', 'prediction'],
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

export type PanelSettings = Pick<Settings, 'view' | 'hide' | 'only'>;

const ALL: readonly string[] = [...new Set(Object.values(PANELS).flat())];

/** Names in a link that are no panel's. */
export function unknownPanels({ hide, only }: PanelSettings): string[] {
  return [...new Set([...hide, ...only])].filter((name) => !ALL.includes(name));
}

/** Names of all panels, for those who got one wrong. */
export function panelNames(): string {
  return ALL.join(', ');
}

/** Whether what is to be kept exists in the view: what would leave nothing of it is not followed. */
export function keepsSome({ view, only }: PanelSettings): boolean {
  const panels: readonly string[] = PANELS[view];
  return only.some((name) => name !== 'legend' && panels.includes(name));
}

/** Whether the settings show a panel of the view. */
export function isShown(name: PanelName, settings: PanelSettings): boolean {
  const { hide, only } = settings;
  return !hide.includes(name) && (only.includes(name) || !keepsSome(settings));
}
