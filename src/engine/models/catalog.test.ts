import { afterEach, describe, expect, it, vi } from 'vitest';
import { PRE_NORM_CONFIG } from '../../testing/pre-norm-config.ts';
import { fetchCatalog, fetchImagenetLabels, fetchModelFolder } from './catalog.ts';

const MODELS = 'https://app.test/models/';
const WEIGHTS = [{ file: 'w.safetensors', bytes: 1, sha256: '0'.repeat(64) }];

/** A server of these files, by their address below `models/`. */
function serve(files: Record<string, unknown>): void {
  vi.stubGlobal('fetch', (address: string) => {
    const file = files[address.slice(MODELS.length)];
    if (file === undefined) return Promise.resolve(new Response('', { status: 404 }));
    return Promise.resolve(new Response(typeof file === 'string' ? file : JSON.stringify(file)));
  });
}

const config = (id: string) => ({ ...PRE_NORM_CONFIG, id, weights: WEIGHTS });

afterEach(() => vi.unstubAllGlobals());

describe('the catalogue', () => {
  it('leaves out every model that is broken, each with its reason, and keeps the order', async () => {
    serve({
      'catalog.json': { models: ['text', 'second', 'wrong', '../evil', 'gone', 'first'] },
      'first/config.json': config('first'),
      'second/config.json': config('second'),
      'text/config.json': 'no JSON',
      'wrong/config.json': { ...config('wrong'), classes: 'ten' },
    });
    const { folders, leftOut } = await fetchCatalog(MODELS);
    expect(folders.map(({ config: { id } }) => id)).toEqual(['second', 'first']);
    expect(leftOut).toMatchObject([
      { id: 'text', error: { code: 'not-json' } },
      { id: 'wrong', error: { code: 'model-config' } },
      { id: '../evil', error: { code: 'model-config' } },
      { id: 'gone', error: { code: 'download-not-found' } },
    ]);
  });

  it('fails with the first reason where no model is left', async () => {
    serve({ 'catalog.json': { models: ['a'] }, 'a/config.json': '[' });
    await expect(fetchCatalog(MODELS)).rejects.toMatchObject({ code: 'not-json' });
  });

  it.each([
    ['text', 'not JSON', 'not-json'],
    ['a list', [], 'model-config'],
    ['numbers for names', { models: [1] }, 'model-config'],
  ])('that is %s is refused', async (_, file, code) => {
    serve({ 'catalog.json': file });
    await expect(fetchCatalog(MODELS)).rejects.toMatchObject({ code });
  });

  it('says which part of a config does not fit', async () => {
    serve({ 'a/config.json': { ...config('a'), preprocess: { mean: [1, 2] } } });
    await expect(fetchModelFolder(`${MODELS}a/config.json`)).rejects.toMatchObject({
      code: 'model-config',
      params: { of: 'model', at: 'preprocess.resizeShorterSide' },
    });
  });
});

it('finds the names of ImageNet’s classes beside the models, in whatever folder the app is', async () => {
  const labels = 'https://app.test/demo/labels/imagenet-1k.json';
  vi.stubGlobal('fetch', (address: string) =>
    Promise.resolve(
      address === labels ? Response.json(['tench']) : new Response('', { status: 404 }),
    ),
  );
  expect(await fetchImagenetLabels('https://app.test/demo/models/')).toEqual(['tench']);
});
