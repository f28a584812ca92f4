import { clientsClaim } from 'workbox-core';
import { addPlugins, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { isolationHeaders, withHeaders } from './isolation.ts';
import { KEEP_REST, type RestKept } from './messages.ts';

// The library of types has either pages or service workers.
declare const self: {
  /** Every file of the build; written by the build. */
  readonly __WB_MANIFEST: readonly PrecacheEntry[];
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'message', listener: (event: Message) => void): void;
};

interface Message extends MessageEvent<unknown> {
  waitUntil(work: Promise<unknown>): void;
}

/** Backends of last resort, which few browsers ever load: kept when used, or when everything shall be. */
const REST = /^assets\/tfjs-backend-(webgl|cpu)-/;
const REST_CACHE = 'backends';

const files = self.__WB_MANIFEST;
const rest = files.filter(({ url }) => REST.test(url)).map(({ url }) => atHome(url));

function atHome(url: string): string {
  return new URL(url, self.registration.scope).href;
}

async function keepRest(): Promise<RestKept> {
  try {
    const cache = await caches.open(REST_CACHE);
    await cache.addAll(rest);
    // What an older version kept is of no use to this one.
    for (const { url } of await cache.keys()) if (!rest.includes(url)) await cache.delete(url);
    return { kept: true };
  } catch {
    return { kept: false };
  }
}

// The first visit is enough to work without network.
clientsClaim();

addPlugins([
  {
    handlerWillRespond: ({ request, response }) =>
      Promise.resolve(withHeaders(response, isolationHeaders(request, navigator.userAgent))),
  },
]);
// It answers for the app's own files alone: other pages beside it are none of its business.
precacheAndRoute(
  files.filter(({ url }) => !REST.test(url)),
  { ignoreURLParametersMatching: [/.*/] },
);
registerRoute(({ url }) => rest.includes(url.href), new CacheFirst({ cacheName: REST_CACHE }));

self.addEventListener('message', (event) => {
  const { type } = event.data as { type?: unknown };
  // A new version waits until it is asked to take over.
  if (type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  else if (type === KEEP_REST)
    event.waitUntil(keepRest().then((answer) => event.ports.at(0)?.postMessage(answer)));
});
