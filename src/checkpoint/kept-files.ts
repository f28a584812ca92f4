import { browserStorage, cacheAttempt } from './browser-cache.ts';

const CACHE_NAME = 'checkpoints';

/** A checkpoint kept between visits, without its bytes. */
export interface KeptRecord {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** Whatever the app wants to know of it before reading it. */
  readonly facts: unknown;
}

/**
 * Checkpoints that the user asked this browser to remember. Nothing here fails: without storage (plain http, sandboxed
 * frame, quota used up) reads find nothing and writes say false.
 */
export interface KeptFiles {
  list(): Promise<KeptRecord[]>;
  /** The file itself, on the disk until it is read; null when the browser has discarded it. */
  read(id: string): Promise<Blob | null>;
  /** @returns whether the file is kept */
  write(record: KeptRecord, file: Blob): Promise<boolean>;
  /** Changes what is known of a kept file; does nothing when it is not kept. */
  update(record: KeptRecord): Promise<void>;
  remove(id: string): Promise<void>;
}

/**
 * Files kept in the Cache API: the bytes stream to the disk and back, whatever their size.
 * @param storage the browser's by default; a function because merely reading `caches` throws in a sandboxed frame
 */
export function keptFiles(storage: () => CacheStorage | undefined = browserStorage): KeptFiles {
  const attempt = cacheAttempt(CACHE_NAME, storage);
  const remove = async (cache: Cache, id: string) => {
    await cache.delete(key('record', id));
    await cache.delete(key('file', id));
  };
  return {
    list: () =>
      attempt(async (cache) => {
        const records: KeptRecord[] = [];
        for (const request of await cache.keys()) {
          if (!request.url.startsWith(key('record', ''))) continue;
          const record = asRecord(await (await cache.match(request))?.json());
          if (record && key('record', record.id) === request.url) records.push(record);
        }
        return records;
      }, []),
    read: (id) =>
      attempt(async (cache) => (await cache.match(key('file', id)))?.blob() ?? null, null),
    write: (record, file) =>
      attempt(async (cache) => {
        try {
          // The record comes last: what is listed is whole.
          await cache.put(key('file', record.id), new Response(file));
          await cache.put(key('record', record.id), Response.json(record));
          return true;
        } catch {
          await remove(cache, record.id);
          return false;
        }
      }, false),
    update: (record) =>
      attempt(async (cache) => {
        if ((await cache.match(key('record', record.id))) === undefined) return;
        await cache.put(key('record', record.id), Response.json(record));
      }, undefined),
    remove: (id) => attempt((cache) => remove(cache, id), undefined),
  };
}

/** The Cache API takes http addresses as keys; these exist nowhere. */
function key(kind: 'record' | 'file', id: string): string {
  return `https://checkpoints.invalid/${kind}/${encodeURIComponent(id)}`;
}

/** Storage is the browser's, and older versions of the app wrote there too. */
function asRecord(value: unknown): KeptRecord | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, name, bytes, facts } = value as Partial<Record<keyof KeptRecord, unknown>>;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof bytes !== 'number') return null;
  return { id, name, bytes, facts };
}
