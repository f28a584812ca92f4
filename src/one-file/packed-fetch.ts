import { PACKED, type PackedFiles } from './files.ts';

/**
 * Lets this thread's `fetch` answer for the files below {@link PACKED}, as a service worker would; all other addresses
 * go to the network.
 */
export function answerFetch(files: PackedFiles): void {
  const fetchElsewhere = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (resource, options) => {
    const url = resource instanceof Request ? resource.url : String(resource);
    if (!url.startsWith(PACKED)) return fetchElsewhere(resource, options);
    const path = decodeURIComponent(new URL(url).pathname.slice(1));
    if (!Object.hasOwn(files, path)) return Promise.resolve(new Response(null, { status: 404 }));
    const file = files[path];
    const headers = { 'Content-Length': String(file.size) };
    return Promise.resolve(new Response(file, { headers }));
  };
}
