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

  /** Puts settings back that could not take effect, unless they were changed again. */
  const orElse =
    (keys: readonly SettingKey[], before: ExplorerState, after: ExplorerState) =>
    (error: unknown): never => {
      for (const key of keys)
        if (getState()[key] === after[key])
          setState({ [key]: before[key] } as Partial<ExplorerState>);
      throw error;
    };

  const PHOTO = ['sample', 'photo'] as const;

  /** A sample, or the photo of the user's own that was opened last; the first sample where neither is named. */
  async function showPhoto(before: ExplorerState, after: ExplorerState): Promise<void> {
    notices.succeeded();
    const restore = orElse(PHOTO, before, after);
    if (after.photo === null) await photo.showSample(after.sample).catch(restore);
    else if (!(await photo.showOwn().catch(restore))) {
      setState({ sample: before.sample, photo: before.photo });
      notices.notify({
        kind: 'note',
        code: 'photo-missing',
        params: {},
      });
      await photo.refresh();
    }
  }

  interface Effect {
    readonly of: readonly SettingKey[];
    readonly run: (before: ExplorerState, after: ExplorerState) => Promise<void> | void;
  }
  /** What a change of these keys does besides being shown, one after the other; the start chooses them itself. */
  const effects: readonly Effect[] = [
    {
      of: ['backend'],
      run: () =>
        during(async () => {
          await start.startBackend();
          await photo.refresh();
        }),
    },
    {
      of: ['model'],
      run: (before, after) => load(after.model).catch(orElse(['model'], before, after)),
    },
    { of: PHOTO, run: showPhoto },
    {
      of: ['images'],
      run(before, { images, ownPhotos }) {
        if (images !== 'own' || ownPhotos.length > 0) return;
        setState({ images: before.images });
        notices.notify({ kind: 'note', code: 'photos-missing', params: {} });
      },
    },
  ];
  const keys = effects.flatMap(({ of }) => of);
  const differ = (a: ExplorerState, b: ExplorerState) => (key: SettingKey) => a[key] !== b[key];

  /** One photo is shown: naming a sample leaves one's own, and the reverse. */
  function withOnePhoto(change: Partial<Settings>): Partial<Settings> {
    if (change.photo === 'own') return { ...change, sample: null };
    return change.sample == null ? change : { ...change, photo: null };
  }

  function show(given: Partial<Settings>, before: ExplorerState): void {
    const change = withOnePhoto(given);
    setState(withKnobPlace(withBeginnings(withSeverity(change, before), before), before));
    const outside = clampPlace(store).filter(({ key }) => key in change);
    if (outside.length > 0)
      notices.notify({ kind: 'note', code: 'outside-network', params: { places: outside } });
  }

  /** What the start chooses itself can be changed only after it; the rest changes at once. */
  async function setWhileLoading(change: Partial<Settings>): Promise<void> {
    const before = getState();
    const entries = Object.entries(change);
    const isLater = ([key]: [string, unknown]) => keys.some((k) => k === key);
    show(Object.fromEntries(entries.filter((e) => !isLater(e))), before);
    const opened = photo.opened();
    await start.started();
    // No photo is the start's own choice, and a photo that was opened since is the user's newer one.
    const isPhoto = ([key]: [string, unknown]) => PHOTO.some((k) => k === key);
    const isWanted = PHOTO.some((key) => change[key] != null) && photo.opened() === opened;
    const later: Partial<Settings> = Object.fromEntries(
      entries.filter((e) => isLater(e) && (isWanted || !isPhoto(e))),
    );
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
      for (const { of, run } of effects)
        if (of.some(differ(after, before))) await run(before, after);
      if (!PHOTO.some(differ(after, before)) && !sameEffect(before, after)) await photo.refresh();
    } catch (error) {
      notices.fail(error);
    }
  }

  return set;
}
