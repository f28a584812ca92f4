import { nameOf, type Stop } from '../../content/tour/tour.ts';
import {
  DEFAULTS,
  defaultsOf,
  PLACES,
  SETTING_KEYS,
  type SettingKey,
  type Settings,
} from '../../state/settings.ts';

/** What a step leaves as the reader has it, unless it says otherwise: the photo, the network, and how the page looks. */
const KEPT = new Set<SettingKey>([
  ...SETTING_KEYS.filter((key) => PLACES[key].local),
  'backend',
  'embed',
  'hide',
  'model',
  'only',
  'photo',
  'present',
  'sample',
]);

/** All settings of a stop: the step's own, the view's defaults for the rest. */
export function settingsAt(stop: Stop, calm: boolean): Partial<Settings> {
  const { state, play } = stop.step;
  const defaults = defaultsOf(state.view ?? DEFAULTS.view);
  const fresh = Object.fromEntries(
    SETTING_KEYS.filter((key) => !KEPT.has(key)).map((key) => [key, defaults[key]]),
  );
  return { ...fresh, ...state, play: play === true && !calm, tour: nameOf(stop) };
}

/** Whether the reader has changed what the step shows; time moves by itself where it plays. */
export function isTouched(stop: Stop, now: Settings): boolean {
  const wanted = settingsAt(stop, false);
  const moving: readonly (keyof Settings)[] = stop.step.play ? ['t', 'play'] : ['play'];
  return SETTING_KEYS.some(
    (key) =>
      key in wanted &&
      !moving.includes(key) &&
      JSON.stringify(wanted[key]) !== JSON.stringify(now[key]),
  );
}
