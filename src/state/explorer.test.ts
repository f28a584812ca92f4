import { describe, expect, test } from 'vitest';
import type { Classification, EnginePort, ImageInfo, ModelInfo } from '../engine/port.ts';
import { createExplorer } from './explorer.ts';
import { rejection } from './port-error.ts';

const model = (id: string, load: number) =>
  ({
    id,
    load,
    name: id,
    architecture: 'vit',
    classes: 2,
    labels: [id, id],
    warning: null,
  }) as unknown as ModelInfo;

/** An engine that answers when it is told to. */
function scripted() {
  const loads: { resolve: (info: ModelInfo) => void; reject: (error: unknown) => void }[] = [];
  const answers: ((result: Classification) => void)[] = [];
  const image = { id: 1, note: null } as unknown as ImageInfo;
  const catalog = ['first', 'second', 'third'].map((id) => ({ id, architecture: 'vit' }));
  const request = () =>
    new Promise<ModelInfo>((resolve, reject) => {
      loads.push({ resolve, reject });
    });
  const port = {
    start: () => Promise.resolve({ name: 'cpu' }),
    catalog: () => Promise.resolve(catalog),
    load: request,
    open: request,
    openImage: () => Promise.resolve(image),
    currentImage: () => Promise.resolve(image),
    classify: () =>
      new Promise<Classification>((resolve) => {
        answers.push(resolve);
      }),
  } as unknown as EnginePort;
  const explorer = createExplorer({
    port,
    settings: {},
    baseUrl: 'https://app.test/',
    fetch: () => Promise.resolve(Response.json([{ id: 'cat', file: 'cat.jpg', title: 'Cat' }])),
  });
  const answer = (load: number) =>
    answers.shift()?.({
      image: 1,
      load,
      probabilities: Float32Array.of(0.5, 0.5),
    } as Classification);
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const started = async () => {
    const work = explorer.start();
    await settled();
    loads[0].resolve(model('first', 1));
    await settled();
    answer(1);
    await work;
  };
  return { explorer, loads, answer, answers, settled, started };
}

describe('the explorer', () => {
  test('is ready only when nothing runs', async () => {
    const { explorer, loads, answer, settled, started } = scripted();
    await started();
    const status = () => explorer.store.getState().status;
    expect(status()).toBe('ready');
    const older = explorer.set({ model: 'second' });
    const newer = explorer.set({ model: 'third' });
    await settled();
    loads[1].reject(rejection({ code: 'superseded', message: 'A newer one came.' }));
    await expect(older).rejects.toMatchObject({ code: 'superseded' });
    expect(status()).toBe('running');
    loads[2].resolve(model('third', 2));
    await settled();
    answer(2);
    await newer;
    expect(status()).toBe('ready');
  });

  test('shows no answer of one network under the names of another', async () => {
    const { explorer, loads, answer, answers, settled, started } = scripted();
    await started();
    const shown = () => {
      const { classifier, result } = explorer.store.getState();
      return [classifier?.load, result?.load];
    };
    const loading = explorer.set({ model: 'second' });
    const looking = explorer.set({ t: 2 });
    await settled();
    answer(2); // the engine has the second network already, the page does not know yet
    await settled();
    expect(shown()).toEqual([1, 1]);
    loads[1].resolve(model('second', 2));
    await settled();
    while (answers.length > 0) {
      answer(2);
      await settled();
    }
    await Promise.all([loading, looking]);
    expect(shown()).toEqual([2, 2]);
  });

  test('starts with the file that takes the place of the embedded model, however often', async () => {
    const { explorer, loads, answer, settled } = scripted();
    const superseded = () => rejection({ code: 'superseded', message: 'A newer one came.' });
    const work = explorer.start();
    await settled();
    const first = explorer.models.open(new Blob(), 'a.pth');
    loads[0].reject(superseded());
    await settled();
    loads[1].reject(rejection({ code: 'not-a-checkpoint', message: 'No.' }));
    await expect(first).rejects.toMatchObject({ code: 'not-a-checkpoint' });
    await settled(); // the embedded model is asked for again
    const second = explorer.models.open(new Blob(), 'b.pth');
    loads[2].reject(superseded());
    loads[3].resolve(model('b', 4));
    await settled();
    answer(4);
    await Promise.all([work, second]);
    expect(explorer.store.getState()).toMatchObject({ status: 'ready', model: 'b' });
  });

  test('opens no sample in the place of a photo that was opened after it', async () => {
    const { explorer, loads, answer, settled } = scripted();
    const work = explorer.start();
    await settled();
    const change = explorer.set({ sample: 'cat' });
    const photo = explorer.openImage({ blob: new Blob() }, 'my photo');
    loads[0].resolve(model('first', 1));
    for (let i = 0; i < 4; i++) {
      await settled();
      answer(1);
    }
    await Promise.all([work, change, photo]);
    expect(explorer.store.getState()).toMatchObject({ imageTitle: 'my photo', sample: null });
  });

  test('takes what the start chooses itself only after the start', async () => {
    const { explorer, loads, answer, settled } = scripted();
    const work = explorer.start();
    const change = explorer.set({ model: 'second', k: 2 });
    expect(explorer.store.getState()).toMatchObject({ model: null, k: 2 });
    await settled();
    loads[0].resolve(model('first', 1));
    await settled();
    answer(1);
    await work;
    await settled();
    loads[1].resolve(model('second', 2));
    await settled();
    answer(2);
    await settled();
    answer(2);
    await change;
    expect(explorer.store.getState()).toMatchObject({ model: 'second', status: 'ready' });
  });
});
