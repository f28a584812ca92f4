import { describe, expect, test, vi } from 'vitest';
import type { Classification, EnginePort, ImageInfo, ModelInfo } from '../engine/port.ts';
import { createPageApi } from '../embed/page-api.ts';
import { createExplorer } from './explorer.ts';
import { rejection } from './messages.ts';
import type { Settings } from './settings.ts';

const model = (id: string, load: number) =>
  ({
    id,
    load,
    name: id,
    architecture: 'vit',
    head: { task: 'classify', classes: 2, labels: [id, id], wnids: null },
    warning: null,
  }) as unknown as ModelInfo;

const superseded = () => rejection({ code: 'superseded', params: { of: 'request' } });

interface Load {
  readonly resolve: (info: ModelInfo) => void;
  readonly reject: (error: unknown) => void;
}

/** An engine that answers when it is told to. */
function scripted() {
  const loads: Load[] = [];
  const questions: ((result: Classification) => void)[] = [];
  const image = { id: 1, notes: [] } as unknown as ImageInfo;
  const catalog = ['first', 'second', 'third'].map((id) => ({ id, architecture: 'vit' }));
  const request = () =>
    new Promise<ModelInfo>((resolve, reject) => {
      loads.push({ resolve, reject });
    });
  let always: number | null = null;
  const from = (load: number) =>
    ({ image: 1, load, probabilities: Float32Array.of(0.5, 0.5) }) as Classification;
  const port = {
    start: () => Promise.resolve({ name: 'cpu' }),
    catalog: () => Promise.resolve(catalog),
    load: request,
    open: request,
    openImage: () => Promise.resolve(image),
    currentImage: () => Promise.resolve(image),
    classify: () =>
      always === null
        ? new Promise<Classification>((resolve) => {
            questions.push(resolve);
          })
        : Promise.resolve(from(always)),
  } as unknown as EnginePort;
  const explorer = createExplorer({
    port,
    settings: {},
    baseUrl: 'https://app.test/',
    fetch: () => Promise.resolve(Response.json([{ id: 'cat', file: 'cat.jpg', title: 'Cat' }])),
  });

  /** The nth request for a network, counted from 0, once it is made. */
  const load = (n: number): Promise<Load> =>
    vi.waitFor(
      () => {
        if (n >= loads.length) throw new Error(`${loads.length} networks were asked for`);
        return loads[n];
      },
      { interval: 1 },
    );
  /** Answers the oldest classification, once it is asked for, as the network of a load. */
  const answer = async (by: number): Promise<void> => {
    const question = await vi.waitFor(
      () => {
        const oldest = questions.shift();
        if (oldest === undefined) throw new Error('nothing was asked');
        return oldest;
      },
      { interval: 1 },
    );
    question(from(by));
  };
  /** Answers everything that is asked from now on. */
  const answerAll = (by: number): void => {
    always = by;
    for (const question of questions.splice(0)) question(from(by));
  };
  const started = async () => {
    const work = explorer.start();
    (await load(0)).resolve(model('first', 1));
    await answer(1);
    await work;
  };
  return { explorer, load, answer, answerAll, started };
}

describe('the explorer', () => {
  test('is ready only when nothing runs', async () => {
    const { explorer, load, answer, started } = scripted();
    await started();
    const status = () => explorer.store.getState().status;
    expect(status()).toBe('ready');
    const older = explorer.set({ model: 'second' });
    const newer = explorer.set({ model: 'third' });
    (await load(1)).reject(superseded());
    await expect(older).rejects.toMatchObject({ code: 'superseded' });
    expect(status()).toBe('running');
    (await load(2)).resolve(model('third', 2));
    await answer(2);
    await newer;
    expect(status()).toBe('ready');
  });

  test('a change settles by its own look, however many changes follow while time plays', async () => {
    const { explorer, answer, started } = scripted();
    await started();
    const begun = () => new Promise((resolve) => setTimeout(resolve));
    const first = explorer.set({ t: 2 });
    await begun();
    const second = explorer.set({ t: 3 });
    await answer(1);
    await first;
    await begun();
    const third = explorer.set({ t: 4 });
    await answer(1);
    await second;
    expect(explorer.store.getState().status).toBe('running');
    await answer(1);
    await third;
    expect(explorer.store.getState().status).toBe('ready');
  });

  test('shows no answer of one network under the names of another', async () => {
    const { explorer, load, answer, answerAll, started } = scripted();
    await started();
    const shown = () => {
      const { classifier, result } = explorer.store.getState();
      return [classifier?.load, result?.load];
    };
    const loading = explorer.set({ model: 'second' });
    const looking = explorer.set({ t: 2 });
    await answer(2); // the engine has the second network already, the page does not know yet
    await looking;
    expect(shown()).toEqual([1, 1]);
    (await load(1)).resolve(model('second', 2));
    answerAll(2);
    await loading;
    expect(shown()).toEqual([2, 2]);
  });

  test('starts with the file that takes the place of the embedded model, however often', async () => {
    const { explorer, load, answerAll } = scripted();
    const work = explorer.start();
    const embedded = await load(0);
    const first = explorer.models.open(new Blob(), 'a.pth');
    embedded.reject(superseded());
    (await load(1)).reject(rejection({ code: 'not-checkpoint', params: { found: null } }));
    await expect(first).rejects.toMatchObject({ code: 'not-checkpoint' });
    const again = await load(2); // the embedded model is asked for again
    const second = explorer.models.open(new Blob(), 'b.pth');
    again.reject(superseded());
    (await load(3)).resolve(model('b', 4));
    answerAll(4);
    await Promise.all([work, second]);
    expect(explorer.store.getState()).toMatchObject({ status: 'ready', model: 'b' });
  });

  test('runs the embedded model where the one asked for fails, and says why', async () => {
    const { explorer, load, answerAll } = scripted();
    explorer.store.setState({ model: 'second' });
    const work = explorer.start();
    const reason = { code: 'kept-gone', params: { name: 'a.pth' } } as const;
    (await load(0)).reject(rejection(reason));
    (await load(1)).resolve(model('first', 1));
    answerAll(1);
    await work;
    expect(explorer.store.getState()).toMatchObject({
      status: 'ready',
      model: null,
      notices: [{ kind: 'note', code: 'model-replaced', params: { reason } }],
    });
  });

  test('opens no sample in the place of a photo that was opened after it', async () => {
    const { explorer, load, answerAll } = scripted();
    const work = explorer.start();
    const embedded = await load(0);
    const change = explorer.set({ sample: 'cat' });
    const photo = explorer.openImage({ blob: new Blob() }, 'my photo');
    embedded.resolve(model('first', 1));
    answerAll(1);
    await Promise.all([work, change, photo]);
    expect(explorer.store.getState()).toMatchObject({ imageTitle: 'my photo', sample: null });
  });

  test('takes what the start chooses itself only after the start', async () => {
    const { explorer, load, answer, answerAll } = scripted();
    const work = explorer.start();
    const change = explorer.set({ model: 'second', k: 2 });
    expect(explorer.store.getState()).toMatchObject({ model: null, k: 2 });
    (await load(0)).resolve(model('first', 1));
    await answer(1);
    await work;
    (await load(1)).resolve(model('second', 2));
    answerAll(2);
    await change;
    expect(explorer.store.getState()).toMatchObject({ model: 'second', status: 'ready' });
  });
});

describe('what is not there', () => {
  const image = { id: 1, notes: [] } as unknown as ImageInfo;
  const started = (
    catalog: readonly object[],
    settings: Partial<Settings>,
    info: (id: string) => ModelInfo = (id) => model(id, 1),
  ) => {
    const port = {
      start: () => Promise.resolve({ name: 'cpu' }),
      catalog: () => Promise.resolve(catalog),
      load: (id: string) => Promise.resolve(info(id)),
      openImage: () => Promise.resolve(image),
      currentImage: () => Promise.resolve(image),
      classify: () =>
        Promise.resolve({ image: 1, load: 1, probabilities: Float32Array.of(0.5, 0.5) }),
    } as unknown as EnginePort;
    return createExplorer({
      port,
      settings,
      baseUrl: 'https://app.test/',
      fetch: () => Promise.resolve(Response.json([{ id: 'cat', file: 'cat.jpg', title: 'Cat' }])),
    });
  };

  const vits = [{ id: 'first', architecture: 'vit' }];

  test('no model at all ends the start', async () => {
    const explorer = started([], {});
    await expect(explorer.start()).rejects.toMatchObject({ code: 'model-none' });
    expect(explorer.store.getState()).toMatchObject({
      status: 'error',
      notices: [{ kind: 'error', code: 'model-none' }],
    });
  });

  test('a sample that a link names gives the first, and is said', async () => {
    const explorer = started(vits, { sample: 'unicorn' });
    await explorer.start();
    expect(explorer.store.getState()).toMatchObject({
      status: 'ready',
      sample: 'cat',
      notices: [{ kind: 'note', code: 'sample-unknown' }],
    });
  });

  test('a photo of a link’s sender is named, and a sample stands in', async () => {
    const explorer = started(vits, { photo: 'own' });
    await explorer.start();
    const state = () => explorer.store.getState();
    expect(state()).toMatchObject({
      sample: 'cat',
      photo: null,
      notices: [{ kind: 'note', code: 'photo-missing' }],
    });
    expect(state().imageTitle).toBe('Cat');
    explorer.dismiss('photo-missing');
    await explorer.set({ photo: 'own' });
    expect(state()).toMatchObject({
      sample: 'cat',
      photo: null,
      notices: [{ kind: 'note', code: 'photo-missing' }],
    });
    await explorer.openImage({ blob: new Blob() }, 'mine');
    expect(state()).toMatchObject({ sample: null, photo: 'own', notices: [] });
    await explorer.set({ sample: 'cat' });
    expect(state()).toMatchObject({ sample: 'cat', photo: null, imageTitle: 'Cat' });
    await explorer.set({ photo: 'own' });
    expect(state()).toMatchObject({ sample: null, photo: 'own', imageTitle: 'mine', notices: [] });
  });

  test('photos of a link’s sender to average over are named', async () => {
    const explorer = started(vits, { images: 'own' });
    await explorer.start();
    const state = () => explorer.store.getState();
    const missing = { images: 'current', notices: [{ kind: 'note', code: 'photos-missing' }] };
    expect(state()).toMatchObject(missing);
    explorer.dismiss('photos-missing');
    await explorer.set({ images: 'samples' });
    await explorer.set({ images: 'own' });
    expect(state()).toMatchObject({ ...missing, images: 'samples' });
    explorer.dismiss('photos-missing');
    await explorer.averageOver([new File([], 'a.jpg'), new File([], 'b.jpg')]);
    expect(state()).toMatchObject({ images: 'own', notices: [] });
    expect(state().ownPhotos).toHaveLength(2);
  });

  test('a place that the network does not have is named, and the last one shown', async () => {
    const vheat = (id: string) =>
      ({
        ...model(id, 1),
        architecture: 'vheat',
        stages: [
          { channels: 8, meanK: [1, 1] },
          { channels: 16, meanK: [1] },
        ],
      }) as unknown as ModelInfo;
    const explorer = started(
      [{ id: 'first', architecture: 'vheat' }],
      { stage: 7, block: 1 },
      vheat,
    );
    await explorer.start();
    const state = () => explorer.store.getState();
    const told = () => state().notices.map(({ code, params }) => [code, params]);
    expect(state()).toMatchObject({ stage: 1, block: 0, channel: 15 });
    expect(told()).toEqual([
      [
        'outside-network',
        {
          places: [
            { key: 'stage', what: 'stage', asked: 7, shown: 1 },
            { key: 'block', what: 'block', asked: 1, shown: 0 },
          ],
        },
      ],
    ]);
    explorer.dismiss('outside-network');
    // Nobody asked for a channel that the first stage lacks: it follows from the choice of the stage.
    await explorer.set({ stage: 0 });
    expect(state()).toMatchObject({ stage: 0, channel: 7, notices: [] });
    await explorer.set({ channel: 99 });
    expect(told()).toEqual([
      ['outside-network', { places: [{ key: 'channel', what: 'channel', asked: 99, shown: 7 }] }],
    ]);
  });
});

describe('a backbone', () => {
  test('is shown with the photo and asked for no classes; whoever asks hears why', async () => {
    const { explorer, load, started } = scripted();
    await started();
    const loading = explorer.set({ model: 'second' });
    const info = { ...model('second', 2), head: { task: 'features' } } as unknown as ModelInfo;
    (await load(1)).resolve(info);
    await loading;
    await explorer.set({ t: 2 });
    await explorer.openImage({ url: 'dog.jpg' }, 'Dog');
    const { classifier, image, imageTitle, result, notices, status } = explorer.store.getState();
    expect(classifier?.load).toBe(2);
    expect([image?.id, imageTitle, result, notices, status]).toEqual([1, 'Dog', null, [], 'ready']);

    await expect(explorer.models.choose({ labels: ['a', 'b'] })).rejects.toMatchObject({
      code: 'no-classifier',
    });
    await expect(
      createPageApi(explorer, ({ code }) => code).classify('cat.jpg'),
    ).rejects.toMatchObject({
      code: 'no-classifier',
    });
  });
});
