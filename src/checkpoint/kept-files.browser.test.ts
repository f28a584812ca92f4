import { beforeEach, expect, test } from 'vitest';
import { keptFiles, type KeptRecord } from './kept-files.ts';

const RECORD: KeptRecord = { id: 'file:a b/ü.pth', name: 'a b/ü.pth', bytes: 4, facts: { x: 1 } };

beforeEach(() => caches.delete('checkpoints'));

test('a file is listed, read, changed and removed', async () => {
  const files = keptFiles();
  expect(await files.list()).toEqual([]);
  expect(await files.write(RECORD, new Blob(['four']))).toBe(true);
  expect(await files.list()).toEqual([RECORD]);
  expect(await (await files.read(RECORD.id))?.text()).toBe('four');
  await files.update({ ...RECORD, facts: { x: 2 } });
  expect((await files.list())[0].facts).toEqual({ x: 2 });
  await files.remove(RECORD.id);
  expect(await files.list()).toEqual([]);
  expect(await files.read(RECORD.id)).toBeNull();
});

test('what is not kept is not changed, and damaged records are passed over', async () => {
  const files = keptFiles();
  await files.update(RECORD);
  const cache = await caches.open('checkpoints');
  await cache.put('https://checkpoints.invalid/record/other', Response.json({ id: 1 }));
  await cache.put('https://checkpoints.invalid/record/else', Response.json(RECORD));
  expect(await files.list()).toEqual([]);
});

test('a full disk leaves nothing half written', async () => {
  const real = await caches.open('checkpoints');
  const full = {
    open: () =>
      Promise.resolve({
        put: async (key: string, response: Response) => {
          if (key.includes('/record/')) throw new DOMException('full', 'QuotaExceededError');
          await real.put(key, response);
        },
        delete: (key: string) => real.delete(key),
      }),
  } as unknown as CacheStorage;
  expect(await keptFiles(() => full).write(RECORD, new Blob(['four']))).toBe(false);
  expect(await real.keys()).toHaveLength(0);
});

test('without storage everything says no and nothing throws', async () => {
  for (const storage of [
    () => undefined,
    () => {
      throw new DOMException('sandboxed', 'SecurityError');
    },
  ]) {
    const files = keptFiles(storage);
    expect(await files.list()).toEqual([]);
    expect(await files.write(RECORD, new Blob(['x']))).toBe(false);
    expect(await files.read('x')).toBeNull();
    await files.remove('x');
  }
});
