import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeptRecord } from '../../checkpoint/kept-files.ts';
import { ModelLibrary } from './library.ts';

const storage = vi.hoisted(() => ({
  records: [] as KeptRecord[],
  blobs: new Map<string, Blob>(),
}));

vi.mock('../../checkpoint/kept-files.ts', () => ({
  keptFiles: () => ({
    list: () => Promise.resolve(storage.records),
    read: (id: string) => Promise.resolve(storage.blobs.get(id) ?? null),
    remove: (id: string) => Promise.resolve(storage.blobs.delete(id)),
  }),
}));
vi.mock('./catalog.ts', async (original) => ({
  ...(await original<object>()),
  fetchCatalog: () => Promise.resolve({ folders: [], leftOut: [] }),
}));

const FACTS = { architecture: 'vit', choices: { heads: 2 } };
const record = (id: string, facts: object = FACTS): KeptRecord => ({
  ...{ id, name: id.slice(5), bytes: 3, facts },
});
let library: ModelLibrary;

beforeEach(() => {
  storage.records = [record('file:kept.pth'), record('file:old.pth', { from: 'another time' })];
  storage.blobs = new Map([['file:kept.pth', new Blob(['abc'])]]);
  library = new ModelLibrary(
    () => 'https://app.test/models/',
    () => undefined,
  );
});

describe('files that the browser keeps', () => {
  it('are found with the choices they were read with; records of another time are passed over', async () => {
    expect((await library.list()).map(({ id }) => id)).toEqual(['file:kept.pth']);
    expect(await library.find('file:kept.pth')).toMatchObject({ choices: { heads: 2 } });
  });

  it('and discarded, or cut, are named and listed no more', async () => {
    storage.blobs.set('file:kept.pth', new Blob(['a']));
    await expect(library.find('file:kept.pth')).rejects.toMatchObject({
      code: 'kept-gone',
      params: { name: 'kept.pth' },
    });
    expect(await library.list()).toEqual([]);
  });

  it('and never opened are unknown', async () => {
    await expect(library.find('file:never.pth')).rejects.toMatchObject({ code: 'model-unknown' });
    await expect(library.find('nobody')).rejects.toMatchObject({ code: 'model-unknown' });
  });
});
