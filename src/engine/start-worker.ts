import workerUrl from './engine.worker.ts?worker&url';

/**
 * A frame without an origin of its own may not start a worker from an address, but may from a blob that imports it;
 * a classic one, since Chromium starts no module worker from such a blob.
 */
export function startWorker(): Worker {
  const address = new URL(workerUrl, import.meta.url).href;
  if (window.origin !== 'null') return new Worker(address, { type: 'module' });
  const text = `import(${JSON.stringify(address)}).catch((error) => setTimeout(() => { throw error; }));`;
  return new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
}
