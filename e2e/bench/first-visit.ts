/**
 * `npm run bench:first-visit`: what a first visit asks for and how long it takes to a prediction, over 10 Mbit/s with
 * 40 ms of latency, with nothing kept, in Chromium on WASM. The host compresses what compresses and lets files be kept
 * for ten minutes, as GitHub Pages does. `-- --requests` lists the requests of the last visit.
 */
import { cpus, loadavg } from 'node:os';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Request } from 'playwright';
import { chromiumPath, NO_GPU_FLAGS } from '../support/chromium.ts';
import { serveFolder, type Change } from '../support/static-host.ts';

const VISITS = 3;
const LINE = {
  offline: false,
  latency: 40,
  downloadThroughput: 10e6 / 8,
  uploadThroughput: 10e6 / 8,
};

const COMPRESSED: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

interface Visit {
  readonly requests: readonly {
    readonly path: string;
    readonly start: number;
    readonly end: number;
    readonly bytes: number;
  }[];
  /** Milliseconds from the navigation to classes on screen, computed beforehand or not. */
  readonly shown: number;
  /** Milliseconds from the navigation to those of the network itself. */
  readonly live: number;
}

declare global {
  interface Window {
    /** Milliseconds after the navigation. */
    seen: { shown?: number; live?: number };
  }
}

/** Notes when predictions appear and when the app is ready. */
function watch(): void {
  window.seen = {};
  new MutationObserver(() => {
    const now = performance.now();
    if (document.querySelector('ol[aria-label="Predictions"] li')) window.seen.shown ??= now;
    if (document.documentElement.dataset.status === 'ready') window.seen.live ??= now;
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
  const asked: Request[] = [];
  page.on('request', (request) => asked.push(request));
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.seen.live !== undefined, null, { timeout: 120_000 });
  const { seen, origin } = await page.evaluate(() => ({
    seen: window.seen,
    origin: performance.timeOrigin,
  }));
  const { shown = NaN, live = NaN } = seen;
  const requests = [];
  for (const request of asked) {
    const { startTime, responseEnd } = request.timing();
    const start = startTime - origin;
    if (start > live || !request.url().startsWith('http')) continue;
    const sizes = await request.sizes().catch(() => null);
    const bytes = (sizes?.responseBodySize ?? 0) + (sizes?.responseHeadersSize ?? 0);
    requests.push({
      path: new URL(request.url()).pathname,
      start,
      end: start + responseEnd,
      bytes,
    });
  }
  await context.close();
  return { requests, shown, live };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

const packed = new Map<string, Buffer>();
const host = await serveFolder('dist', {
  headers: (path) => ({
    'Cache-Control': 'max-age=600',
    ...(extname(path) in COMPRESSED && { 'Content-Encoding': 'gzip' }),
  }),
  change(path): Change | undefined {
    if (!(extname(path) in COMPRESSED)) return undefined;
    const body = (original: Buffer) => {
      const bytes = packed.get(path) ?? gzipSync(original, { level: 9 });
      packed.set(path, bytes);
      return bytes;
    };
    return { type: COMPRESSED[extname(path)], body };
  },
});
const browser = await chromium.launch({ executablePath: chromiumPath(), args: NO_GPU_FLAGS });
try {
  console.log(
    `Chromium ${browser.version()}; ${cpus()[0].model}, ${cpus().length} threads, load ${loadavg()[0].toFixed(1)}`,
  );
  const visits: Visit[] = [];
  for (let i = 0; i < VISITS; i++) visits.push(await visit(browser, host.url));
  const { requests } = visits[VISITS - 1];
  const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
  console.log(
    `before the prediction of the network: ${requests.length} requests, ${(bytes / 1e6).toFixed(2)} MB`,
  );
  const told = (name: string, times: readonly number[]) =>
    console.log(`${name}: ${seconds(median(times))} (${times.map(seconds).join(', ')})`);
  told(
    'classes on screen',
    visits.map(({ shown }) => shown),
  );
  told(
    'prediction of the network',
    visits.map(({ live }) => live),
  );
  if (process.argv.includes('--requests'))
    for (const { path, start, end, bytes: size } of requests)
      console.log(
        `${start.toFixed(0).padStart(6)} ${end.toFixed(0).padStart(6)} ${String(size).padStart(9)}  ${path}`,
      );
} finally {
  await browser.close();
  host.close();
}
