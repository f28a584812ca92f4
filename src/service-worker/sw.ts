import { clientsClaim } from 'workbox-core';
import { addPlugins, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { isolationHeaders, withHeaders } from './isolation.ts';
import { KEEP, type KeepAnswer, type KeepRequest } from './messages.ts';
import { isOnDemand, nameInAnyVersion, withCompanions } from './on-demand.ts';

// The library of types has either pages or service workers.
declare const self: {
  /** Every file of the build; written by the build. */
  readonly __WB_MANIFEST: readonly PrecacheEntry[];
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'message', listener: (event: Message) => void): void;
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
};

interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}

type Message = MessageEvent<unknown> & Extendable;

const CACHE = 'on-demand';

const files = self.__WB_MANIFEST;
/** What is kept when it is used, by its address. */
const onDemand = new Map(
  files
    .filter(({ url }) => isOnDemand(url))
    .map(({ url, revision }) => [atHome(url), { path: url, revision }]),
);

function atHome(url: string): string {
  return new URL(url, self.registration.scope).href;
}

/** The address under which this version's file is kept: one whose name says no version has it added. */
function keyOf(address: string): string {
  const revision = onDemand.get(address)?.revision;
  return revision ? `${address}?revision=${revision}` : address;
}

async function keepOne(cache: Cache, address: string): Promise<void> {
  const key = keyOf(address);
  if ((await cache.match(key)) !== undefined) return;
  // What the visit has just fetched comes from the browser's own cache; where that may be old, the host is asked.
  const response = await fetch(address, { cache: key === address ? 'default' : 'no-cache' });
  if (!response.ok) throw new Error(response.statusText);
  await cache.put(key, response);
}

async function keep(asked: KeepRequest['files']): Promise<KeepAnswer> {
  const paths = [...onDemand.values()].map(({ path }) => path);
  const used = [...onDemand].flatMap(([address, { path }]) =>
    asked === 'all' || asked.includes(address) ? [path] : [],
  );
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(withCompanions(used, paths).map((path) => keepOne(cache, atHome(path))));
    return { kept: true };
  } catch {
    return { kept: false };
  }
}

/** Where a page was asked for: by its folder or with a query it is the same file. */
function addressOf({ origin, pathname }: URL): string {
  return origin + pathname + (pathname.endsWith('/') ? 'index.html' : '');
}

/** Keeps this version of every file that an older one kept, as far as the network allows. */
async function renewKept(): Promise<void> {
  const cache = await caches.open(CACHE);
  const home = self.registration.scope.length;
  const names = (await cache.keys()).map(({ url }) => nameInAnyVersion(url.slice(home)));
  const kept = [...onDemand.keys()].filter((address) =>
    names.includes(nameInAnyVersion(address.slice(home))),
  );
  await Promise.all(kept.map((address) => keepOne(cache, address).catch(() => undefined)));
}

/** What an older version kept is of no use to this one. */
async function forgetOlder(): Promise<void> {
  // Under this name earlier versions kept backends.
  await caches.delete('backends');
  const cache = await caches.open(CACHE);
  const keys = new Set([...onDemand.keys()].map(keyOf));
  for (const request of await cache.keys()) if (!keys.has(request.url)) await cache.delete(request);
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
  files.filter(({ url }) => !isOnDemand(url)),
  { ignoreURLParametersMatching: [/.*/] },
);
registerRoute(
  ({ url }) => onDemand.has(addressOf(url)),
  new CacheFirst({
    cacheName: CACHE,
    // The browser's own cache may hold an older version under the same name.
    fetchOptions: { cache: 'no-cache' },
    plugins: [
      {
        cacheKeyWillBeUsed: ({ request }) =>
          Promise.resolve(keyOf(addressOf(new URL(request.url)))),
      },
    ],
  }),
);

// The older version serves until then; the next visit may be without network.
self.addEventListener('install', (event) => event.waitUntil(renewKept()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOlder()));

self.addEventListener('message', (event) => {
  const message = event.data as { type?: unknown };
  // A new version waits until it is asked to take over.
  if (message.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  else if (message.type === KEEP)
    event.waitUntil(
      keep((message as KeepRequest).files).then((answer) => event.ports.at(0)?.postMessage(answer)),
    );
});
