/** Acts on one cache of the Cache API; what cannot be done, for want of storage or of room, gives `otherwise`. */
type CacheAttempt = <T>(action: (cache: Cache) => Promise<T>, otherwise: T) => Promise<T>;

/** The browser's own storage; there is none on an insecure page. */
export const browserStorage = (): CacheStorage | undefined => globalThis.caches;

/**
 * Opens the cache of that name for every action anew: the browser may discard it in between.
 * @param storage a function, because merely reading `caches` throws in a sandboxed frame
 */
export function cacheAttempt(name: string, storage: () => CacheStorage | undefined): CacheAttempt {
  return async (action, otherwise) => {
    try {
      const cache = await storage()?.open(name);
      return cache ? await action(cache) : otherwise;
    } catch {
      return otherwise;
    }
  };
}
