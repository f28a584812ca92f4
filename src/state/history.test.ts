import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Classification, EnginePort, ImageInfo, ModelInfo } from '../engine/port.ts';
import { createExplorer } from './explorer.ts';
import { initialSettings, syncHistory } from './history.ts';

describe('settings to begin with', () => {
  const page = (search: string, stored: string): Window =>
    ({ location: { search }, localStorage: { getItem: () => stored } }) as unknown as Window;

  test('are the link’s, then what this browser remembers', () => {
    expect(initialSettings(page('?t=2', '{"theme":"light","t":3}')).settings).toEqual({
      theme: 'light',
      t: 2,
    });
  });

  test('name the kept network that was used last where the link names nothing but tastes', () => {
    const stored = '{"model":"file:a.pth"}';
    expect(initialSettings(page('', stored)).settings.model).toBe('file:a.pth');
    expect(initialSettings(page('?theme=light', stored)).settings.model).toBe('file:a.pth');
    expect(initialSettings(page('?view=models', stored)).settings.model).toBeUndefined();
    expect(initialSettings(page('?model=b', stored)).settings.model).toBe('b');
  });

  test('are the link’s where the browser has damaged or foreign storage', () => {
    for (const stored of ['{', 'null', '7', '{"theme":"pink"}'])
      expect(initialSettings(page('?t=2', stored)).settings).toEqual({ t: 2 });
  });

  test('are the link’s where site data is blocked and the storage may not even be named', () => {
    const blocked = {
      location: { search: '?t=2' },
      get localStorage(): Storage {
        throw new DOMException('denied', 'SecurityError');
      },
    } as unknown as Window;
    expect(initialSettings(blocked).settings).toEqual({ t: 2 });
  });
});

/** A window with a history and a storage of its own. */
function browser(search = '', storage: Record<string, string> = {}) {
  const entries = [search];
  const listeners: (() => void)[] = [];
  const hidings: (() => void)[] = [];
  let at = 0;
  const searchOf = (address: string) => address.slice(address.indexOf('/') + 1);
  const window = {
    location: {
      pathname: '/',
      get search() {
        return entries[at];
      },
    },
    history: {
      pushState: (_: unknown, __: string, address: string) => {
        entries.splice(++at, Infinity, searchOf(address));
      },
      replaceState: (_: unknown, __: string, address: string) => {
        entries[at] = searchOf(address);
      },
    },
    localStorage: {
      getItem: (key: string) => storage[key] ?? null,
      setItem: (key: string, value: string) => (storage[key] = value),
    },
    addEventListener: (event: 'popstate' | 'pagehide', listener: () => void) =>
      (event === 'popstate' ? listeners : hidings).push(listener),
    setTimeout: (callback: () => void, ms: number) => setTimeout(callback, ms),
    clearTimeout: (timer: NodeJS.Timeout | undefined) => clearTimeout(timer),
  } as unknown as Window;
  const go = (steps: number) => {
    at += steps;
    for (const listener of listeners) listener();
  };
  const hide = () => hidings.forEach((listener) => listener());
  return { window, entries, storage, go, hide };
}

/** The app on an engine that answers at once. */
function app() {
  const model = (id: string) =>
    ({
      id,
      load: id === 'first' ? 1 : 2,
      name: id,
      architecture: 'vit',
      head: { task: 'classify', classes: 2, labels: [], wnids: null },
      warning: null,
    }) as unknown as ModelInfo;
  let load = 0;
  let images = 0;
  const image = () => Promise.resolve({ id: images, notes: [] } as unknown as ImageInfo);
  const port = {
    start: () => Promise.resolve({ name: 'cpu' }),
    catalog: () =>
      Promise.resolve(
        ['first', 'second'].map((id) => ({ id, architecture: 'vit', kept: id === 'second' })),
      ),
    load: (id: string) => {
      ({ load } = model(id));
      return Promise.resolve(model(id));
    },
    openImage: () => {
      images++;
      return image();
    },
    currentImage: image,
    classify: () =>
      Promise.resolve({
        image: images,
        load,
        probabilities: Float32Array.of(1, 0),
      } as Classification),
  } as unknown as EnginePort;
  const samples = ['cat', 'dog'].map((id) => ({ id, file: `${id}.jpg`, title: id }));
  return createExplorer({
    port,
    settings: {},
    baseUrl: 'https://app.test/',
    fetch: () => Promise.resolve(Response.json(samples)),
  });
}

describe('the address bar', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** An app that has started and whose address says so. */
  async function started(storage: Record<string, string> = {}) {
    const explorer = app();
    const tab = browser('', storage);
    syncHistory(explorer, tab.window);
    await explorer.start();
    vi.runAllTimers();
    return { explorer, ...tab, state: () => explorer.store.getState() };
  }

  test('becomes the link of what the start chose, without a step', async () => {
    const { entries } = await started();
    expect(entries).toEqual(['?sample=cat']);
  });

  test('is no matter to what the next visit begins with: the kept network used last', async () => {
    const { explorer, storage } = await started();
    const remembered = () => initialSettings(browser('', storage).window);
    await explorer.set({ model: 'second' });
    expect(remembered().settings.model).toBe('second');
    await explorer.set({ theme: 'light' });
    expect(remembered().settings).toEqual({ theme: 'light', model: 'second' });

    const other = await started(storage);
    await other.explorer.set({ theme: 'dark' });
    expect(remembered().settings.model).toBe('second');

    await explorer.set({ model: null });
    expect(remembered().settings.model).toBeUndefined();
  });

  test('makes a step of a view, a photo and a model', async () => {
    const { explorer, entries } = await started();
    await explorer.set({ view: 'models' });
    await explorer.set({ sample: 'dog' });
    await explorer.set({ model: 'second' });
    expect(entries).toEqual([
      '?sample=cat',
      '?view=models&sample=cat',
      '?view=models&sample=dog',
      '?view=models&sample=dog&model=second',
    ]);
  });

  test('follows knobs without steps, and not more often than browsers allow', async () => {
    const { explorer, entries } = await started();
    for (let i = 1; i <= 60; i++) await explorer.set({ t: 1 + i / 10 });
    expect(entries).toEqual(['?sample=cat']);
    vi.advanceTimersByTime(500);
    expect(entries).toEqual(['?sample=cat&t=7']);
  });

  test('leaves a step with all that was shown in it: the photo of the start, knobs, played time', async () => {
    const explorer = app();
    const { window, entries } = browser();
    syncHistory(explorer, window);
    await explorer.start();
    await explorer.set({ sample: 'dog' }); // before the photo of the start is written
    expect(entries).toEqual(['?sample=cat', '?sample=dog']);

    await explorer.set({ t: 2 });
    await explorer.set({ view: 'models' });
    await explorer.set({ view: 'classify', play: true });
    vi.runAllTimers();
    await explorer.set({ t: 3 });
    await explorer.set({ sample: 'cat' });
    expect(entries).toEqual([
      '?sample=cat',
      '?sample=dog&t=2',
      '?view=models&sample=dog&t=2',
      '?sample=dog&t=3&play',
      '?sample=cat&t=3&play',
    ]);
  });

  test('has played time when it pauses, however long it plays', async () => {
    const { explorer, entries, window } = await started();
    await explorer.set({ play: true });
    vi.runAllTimers();
    expect(entries).toEqual(['?sample=cat&play']);
    const replace = vi.spyOn(window.history, 'replaceState');
    for (let frame = 1; frame <= 1800; frame++) {
      await explorer.set({ t: frame / 100 });
      vi.advanceTimersByTime(16);
    }
    expect(replace).not.toHaveBeenCalled();
    await explorer.set({ play: false });
    vi.runAllTimers();
    expect(entries).toEqual(['?sample=cat&t=18']);
    expect(replace).toHaveBeenCalledOnce();
  });

  test('has what is shown when the page goes: played time, and knobs that were just set', async () => {
    const { explorer, entries, hide } = await started();
    await explorer.set({ play: true });
    vi.runAllTimers();
    await explorer.set({ t: 18 });
    hide();
    expect(entries).toEqual(['?sample=cat&t=18&play']);
    await explorer.set({ play: false });
    await explorer.set({ t: 2 });
    hide();
    expect(entries).toEqual(['?sample=cat&t=2']);
  });

  test('leads back and forth: what a link leaves out is as by default, theme and language stay', async () => {
    const { explorer, entries, go, state } = await started();
    await explorer.set({ view: 'models' });
    await explorer.set({ t: 3, theme: 'light' });
    vi.runAllTimers();
    go(-1);
    vi.runAllTimers();
    expect(state()).toMatchObject({ view: 'classify', t: 1, theme: 'light' });
    go(1);
    vi.runAllTimers();
    expect(state()).toMatchObject({ view: 'models', t: 3 });
    expect(entries).toHaveLength(2);
  });

  test('keeps a photo of the user’s own where a step names none', async () => {
    const { explorer, go, state } = await started();
    await explorer.openImage({ blob: new Blob() }, 'mine');
    await explorer.set({ view: 'models' });
    await explorer.set({ view: 'diffuse' });
    go(-1);
    await vi.advanceTimersByTimeAsync(500);
    expect(state()).toMatchObject({ view: 'models', imageTitle: 'mine', sample: null });
  });

  test('shows a photo of the user’s own again where a step was made with it', async () => {
    const { explorer, entries, go, state } = await started();
    await explorer.openImage({ blob: new Blob() }, 'mine');
    await explorer.set({ view: 'models' });
    await explorer.set({ sample: 'dog' });
    go(-1);
    await vi.advanceTimersByTimeAsync(500);
    expect(state()).toMatchObject({
      view: 'models',
      imageTitle: 'mine',
      sample: null,
      photo: 'own',
    });
    expect(entries).toEqual([
      '?sample=cat',
      '?photo=own',
      '?view=models&photo=own',
      '?view=models&sample=dog',
    ]);
    go(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(state()).toMatchObject({ imageTitle: 'dog', sample: 'dog', photo: null });
  });

  test('keeps what this browser remembers where a step says nothing of it', async () => {
    const { explorer, go, state } = await started();
    await explorer.set({ view: 'models' });
    await explorer.set({ magnitude: 'cividis', smooth: false });
    vi.runAllTimers();
    go(-1);
    expect(state()).toMatchObject({ view: 'classify', magnitude: 'cividis', smooth: true });
  });

  test('ignores places within the page', async () => {
    const { explorer, go, state } = await started();
    await explorer.set({ t: 2 });
    go(0);
    expect(state().t).toBe(2);
  });

  test('goes on where storage is full; what it may keep of settings is remembered elsewhere', async () => {
    const { explorer, storage } = await started();
    await explorer.set({ theme: 'dark', t: 5 });
    expect(JSON.parse(storage['vheat-explorer'])).toEqual({ theme: 'dark' });
    await explorer.set({ theme: 'system' });
    expect(JSON.parse(storage['vheat-explorer'])).toEqual({});

    const full = browser();
    full.window.localStorage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const other = app();
    syncHistory(other, full.window);
    await other.start();
    await other.set({ theme: 'dark' });
    expect(other.store.getState().theme).toBe('dark');
  });
});
