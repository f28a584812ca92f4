import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { build } from 'vite';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { serveFolder, type StaticHost } from '../support/static-host.ts';

/** Two deployments of the app at one address: the build, and another of the same source. */
let folder: string;
let host: StaticHost;
const version = (n: 1 | 2) => join(folder, String(n));

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vheat-deployment-'));
  cpSync('dist', version(1), { recursive: true });
  await build({
    logLevel: 'error',
    build: { outDir: version(2), emptyOutDir: true },
    // Every file gets other content, and so another name.
    plugins: [{ name: 'newer', renderChunk: (code) => `${code}\nglobalThis.deployment = 2;` }],
  });
  writeFileSync(
    join(version(1), 'talk.html'),
    '<!doctype html><title>A talk beside the app</title>',
  );
});

test.beforeEach(async () => {
  host = await serveFolder(version(1));
});
test.afterEach(() => host.close());
test.afterAll(() => rmSync(folder, { recursive: true }));

function deploy(n: 1 | 2): void {
  host.folder = version(n);
}

/** Opens the app and waits until all that belongs to it is kept. */
async function visit(page: Page): Promise<ExplorerPage> {
  const app = new ExplorerPage(page);
  await page.goto(host.url);
  await app.ready();
  await app.kept(2);
  return app;
}

const isSecond = (page: Page) => page.evaluate(() => 'deployment' in globalThis);

test('one visit is enough to work without network, the companion network too', async ({
  page,
  context,
}) => {
  const app = await visit(page);
  const before = await app.topFive();
  await context.setOffline(true);
  host.close();
  await page.reload();
  await app.ready();
  expect(await app.topFive()).toEqual(before);
  await app.goto('Compare');
  await expect(page.getByText('ViT-Nano').first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('what is kept before anybody used it is small: the program, no photo, network or backend', async ({
  page,
}) => {
  await visit(page);
  const { bytes, paths } = await page.evaluate(async () => {
    const name = (await caches.keys()).find((key) => key.includes('precache')) ?? '';
    const cache = await caches.open(name);
    let size = 0;
    const found: string[] = [];
    for (const request of await cache.keys()) {
      const body = await (await cache.match(request))?.arrayBuffer();
      size += body?.byteLength ?? 0;
      found.push(new URL(request.url).pathname);
    }
    return { bytes: size, paths: found };
  });
  expect(bytes).toBeGreaterThan(500_000);
  expect(bytes).toBeLessThan(1_500_000);
  expect(paths.filter((path) => /\.(jpg|wasm)$|backend|preview/.test(path))).toEqual([]);
  expect(paths).toEqual(
    expect.arrayContaining(['/samples/predictions.json', '/models/vheat-nano/evidence.json']),
  );
});

test('everything is kept by one button, with its size, and said so where it is not', async ({
  page,
  context,
}) => {
  const app = await visit(page);
  // As on a browser that threw the networks away to make room.
  await page.evaluate(() => caches.delete('weights'));
  await page.getByRole('button', { name: 'About and cite' }).click();
  const status = page.getByRole('status', { name: 'Kept for offline' });
  const button = page.getByRole('button', { name: /^Keep everything for offline \(\d+\.\d MB/ });
  await page.route('**/*.safetensors', (route) => route.abort());
  await button.click();
  await expect(status).toContainText('Not everything could be kept');
  await page.unroute('**/*.safetensors');
  await button.click();
  await expect(status).toContainText(/Everything is kept.*\d+\.\d MB/);
  await app.kept(2);
  await context.setOffline(true);
  host.close();
  // A backend of last resort, which nothing had asked for before.
  await page.goto(`${host.url}?backend=cpu`);
  await app.ready();
  await expect(app.backend).toContainText('CPU');
  expect(await app.topFive()).toHaveLength(5);
  // A photo that nobody had looked at.
  const before = await app.topFive();
  await app.samples.getByRole('button').nth(5).click();
  await app.ready();
  await expect.poll(() => app.topFive()).not.toEqual(before);
});

test('a page beside the app stays its own', async ({ page }) => {
  await visit(page);
  await page.goto(`${host.url}talk.html`);
  await expect(page).toHaveTitle('A talk beside the app');
});

test('a new version tells of itself, and takes over by a click', async ({ page, context }) => {
  await visit(page);
  const other = await context.newPage();
  await other.goto(host.url);
  await new ExplorerPage(other).ready();
  deploy(2);
  // Looking at the page again makes it ask.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const offer = page.getByRole('region', { name: 'New version' });
  await expect(offer).toBeVisible();
  expect(await isSecond(page)).toBe(false);
  await offer.getByRole('button', { name: 'Show the new version' }).click();
  await expect.poll(() => isSecond(page).catch(() => false)).toBe(true);
  await new ExplorerPage(page).ready();
  await expect(offer).toHaveCount(0);
  // The other tab is not reloaded under its user, but told.
  expect(await isSecond(other)).toBe(false);
  await other.getByRole('button', { name: 'Show the new version' }).first().click();
  await expect.poll(() => isSecond(other).catch(() => false)).toBe(true);
});

test('a new version that came while the older was open works without network from then on', async ({
  page,
  context,
}) => {
  await visit(page);
  deploy(2);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(page.getByRole('region', { name: 'New version' })).toBeVisible();
  const next = await context.newPage();
  await page.close();
  await context.setOffline(true);
  host.close();
  const app = new ExplorerPage(next);
  // The older version goes some time after its last page has gone.
  await expect(async () => {
    await next.goto(host.url);
    const second = await isSecond(next);
    if (!second) await next.goto('about:blank');
    expect(second).toBe(true);
  }).toPass({ intervals: [1000] });
  await app.ready();
  expect(await app.topFive()).toHaveLength(5);
});

test('from the second visit on WebAssembly has threads, on a host that sends no headers', async ({
  page,
  context,
}) => {
  // Half of the processors are used: here two, whatever this machine has.
  host.options = {
    change: (path) =>
      /^assets\/serve-.*\.js$/.test(path)
        ? {
            type: 'text/javascript',
            body: (original) =>
              `Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 });${original.toString()}`,
          }
        : undefined,
  };
  const app = await visit(page);
  const before = await app.topFive();
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(false);
  await app.backend.getByRole('button').click();
  await expect(page.getByText('One thread: several need')).toBeVisible();
  await page.reload();
  await app.ready();
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
  await expect(app.backend).toContainText('WASM, 2 threads');
  expect(await app.topFive()).toEqual(before);
  await context.setOffline(true);
  host.close();
  await page.reload();
  await app.ready();
  await expect(app.backend).toContainText('WASM, 2 threads');
});

test('neither a frame nor a link that says embed is isolated', async ({ page }) => {
  await visit(page);
  await page.goto(`${host.url}?embed`);
  await new ExplorerPage(page).ready();
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(false);
  await page.goto(`${host.url}talk.html`);
  await page.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, host.url);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('html')).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
  expect(await frame.locator('html').evaluate(() => window.crossOriginIsolated)).toBe(false);
});

test.describe('without a service worker', () => {
  test.use({ serviceWorkers: 'block' });

  test('a view of a version that is gone leads to the new one', async ({ page }) => {
    const app = new ExplorerPage(page);
    await page.goto(host.url);
    await app.ready();
    deploy(2);
    await app.goto('Field');
    await expect(page.getByRole('alert')).toContainText('This view stopped');
    await page.getByRole('alert').getByRole('button', { name: 'Show the new version' }).click();
    await expect.poll(() => isSecond(page).catch(() => false)).toBe(true);
    await app.ready();
    await expect(
      page.getByRole('navigation').getByRole('button', { name: 'Field' }),
    ).toHaveAttribute('aria-current', 'page');
  });

  test('a view whose program does not arrive without network can be shown again', async ({
    page,
    context,
  }) => {
    const app = new ExplorerPage(page);
    await page.goto(host.url);
    await app.ready();
    await context.setOffline(true);
    await app.goto('Complexity');
    await expect(page.getByRole('alert')).toContainText('This view stopped');
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Show it again' }).click();
    await expect(page.getByRole('heading', { name: /cost/i }).first()).toBeVisible();
  });
});
