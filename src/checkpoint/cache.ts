import { browserStorage, cacheAttempt } from './browser-cache.ts';

const CACHE_NAME = 'weights';

/**
 * Downloaded weights kept between visits, by content: new weights under an old address never meet old ones. Nothing
 * here fails: without storage (plain http, sandboxed frame, quota used up) reads find nothing and writes say false.
 */
export interface WeightCache {
  read(sha256: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** @returns whether the bytes are kept */
  write(sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
  remove(sha256: string): Promise<void>;
}

/**
 * A cache on the Cache API.
 * @param storage the browser's by default; a function because merely reading `caches` throws in a sandboxed frame
 */
export function weightCache(storage: () => CacheStorage | undefined = browserStorage): WeightCache {
  const attempt = cacheAttempt(CACHE_NAME, storage);
  return {
    read: (sha256) =>
      attempt(async (cache) => {
        const response = await cache.match(key(sha256));
        return response ? new Uint8Array(await response.arrayBuffer()) : null;
      }, null),
    write: (sha256, bytes) =>
      attempt(async (cache) => {
        await cache.put(key(sha256), new Response(bytes));
        return true;
      }, false),
    remove: (sha256) =>
      attempt(async (cache) => {
        await cache.delete(key(sha256));
      }, undefined),
  };
}

/** The Cache API takes http addresses as keys; this one exists nowhere. */
function key(sha256: string): string {
  return `https://weights.invalid/${sha256}`;
}
