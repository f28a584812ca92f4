import type { Activity } from './activity.ts';
import { sameEffect, withKnobPlace } from './knobs.ts';
import type { ModelActions } from './models.ts';
import type { Notices } from './notices.ts';
import type { PhotoActions } from './photo.ts';
import { clampPlace } from './place.ts';
import { withSeverity } from './robustness.ts';
import { withBeginnings, type SettingKey, type Settings } from './settings.ts';
import type { Start } from './start.ts';
import type { ExplorerState, ExplorerStore } from './store.ts';

interface SettingsOptions {
  readonly store: ExplorerStore;
  readonly notices: Notices;
  readonly during: Activity['during'];
  readonly photo: PhotoActions;
  readonly load: ModelActions['load'];
  readonly start: Pick<Start, 'startBackend' | 'started'>;
}

/**
 * Changing settings, and what follows from it.
 * @returns an action that settles after the re-run that the change causes, and rejects with a PortError
 */
export function createSettingsActions(
  options: SettingsOptions,
): (change: Partial<Settings>) => Promise<void> {
  const { store, notices, during, photo, load, start } = options;
  const { getState, setState } = store;

  /** Puts a setting back that could not take effect, unless it was changed again. */
  const orElse =
    (key: SettingKey, before: ExplorerState, after: ExplorerState) =>
    (error: unknown): never => {
      if (getState()[key] === after[key]) setState({ [key]: before[key] } as Partial<Settings>);
      throw error;
    };

  type Effect = (before: ExplorerState, after: ExplorerState) => Promise<void>;
  /** What a change of these keys does besides being shown, one after the other; the start chooses them itself. */
  const effects: Partial<Record<SettingKey, Effect>> = {
    backend: () =>
      during(async () => {
        await start.startBackend();
        await photo.refresh();
      }),
    model: (before, after) => load(after.model).catch(orElse('model', before, after)),
    async sample(before, after) {
      if (after.sample === null) return;
      notices.succeeded();
      await photo.showSample(after.sample).catch(orElse('sample', before, after));
    },
  };
  const keys = Object.keys(effects) as (keyof typeof effects)[];

  function show(change: Partial<Settings>, before: ExplorerState): void {
    setState(withKnobPlace(withBeginnings(withSeverity(change, before), before), before));
    clampPlace(store);
  }

  /** What the start chooses itself can be changed only after it; the rest changes at once. */
  async function setWhileLoading(change: Partial<Settings>): Promise<void> {
    const before = getState();
    const entries = Object.entries(change);
    const isLater = ([key]: [string, unknown]) => keys.some((k) => k === key);
    show(Object.fromEntries(entries.filter((e) => !isLater(e))), before);
    const opened = photo.opened();
    await start.started();
    const { sample, ...rest }: Partial<Settings> = Object.fromEntries(entries.filter(isLater));
    // No sample is the start's own choice, and a photo that was opened since is the user's newer one.
    const isWanted = sample != null && photo.opened() === opened;
    const later = isWanted ? { ...rest, sample } : rest;
    if (getState().status === 'loading') setState(later);
    else {
      await set(later);
      if (!sameEffect(before, getState())) await photo.refresh();
    }
  }

  async function set(change: Partial<Settings>): Promise<void> {
    const before = getState();
    if (before.status === 'loading') return setWhileLoading(change);
    show(change, before);
    const after = getState();
    try {
      for (const key of keys) if (after[key] !== before[key]) await effects[key]?.(before, after);
      const isOtherPhoto = after.sample !== before.sample && after.sample !== null;
      if (!isOtherPhoto && !sameEffect(before, after)) await photo.refresh();
    } catch (error) {
      notices.fail(error);
    }
  }

  return set;
}
