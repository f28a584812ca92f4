import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { nginxHeaders, pagesWorkflow, spaceHeaders } from '../support/host-configs.ts';
import { serveFolder, type HostOptions, type StaticHost } from '../support/static-host.ts';

/** Hosts as their documentation says they serve a folder, with the project's own configuration of each. */
const HOSTS: Readonly<Record<string, HostOptions & { readonly isolates: boolean }>> = {
  'GitHub Pages': { base: '/vheat-explorer/', gzip: true, isolates: false },
  'a Hugging Face Space': { base: '/', headers: spaceHeaders(), isolates: true },
  nginx: { base: '/vheat/', gzip: true, headers: nginxHeaders, isolates: true },
  'a host of single-page apps that does not know .wasm': {
    base: '/deep/app/',
    slashless: true,
    fallback: true,
    change: (path) => (path.endsWith('.wasm') ? { type: 'application/octet-stream' } : undefined),
    isolates: false,
  },
};

let host: StaticHost | undefined;
test.afterEach(() => host?.close());

for (const [name, { isolates, ...options }] of Object.entries(HOSTS))
  test(`on ${name} the app runs, keeps itself and has its threads`, async ({ page, context }) => {
    host = await serveFolder('dist', options);
    const app = new ExplorerPage(page);
    const address = options.base === '/' ? host.url : host.url.slice(0, -1);
    await page.goto(`${address}?view=compare&t=2`);
    await app.ready();
    expect(page.url()).toMatch(new RegExp(`^${host.url}\\?view=compare.*&t=2$`));
    await expect(page.locator('main canvas').first()).toBeVisible();
    expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(isolates);
    await app.kept(2);
    await page.reload();
    await app.ready();
    expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
    await context.setOffline(true);
    host.close();
    await page.reload();
    await app.ready();
    await app.goto('Classify');
    await expect(app.predictions.getByRole('listitem')).toHaveCount(5);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

test('a file that the host does not have is told from a page that it sends instead', async ({
  page,
}) => {
  host = await serveFolder('dist', { fallback: true });
  const app = new ExplorerPage(page);
  await page.goto(`${host.url}?model=${encodeURIComponent(`${host.url}models/none/config.json`)}`);
  await app.ready();
  await expect(app.notice('model-replaced')).toContainText('a web page instead of config.json');
});

test('the configuration files name what the project has', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  const { commands, folder } = pagesWorkflow();
  expect(commands).toEqual(['npm ci', 'npm run build']);
  expect(scripts.build).toBe('vite build');
  expect(folder).toBe('dist');
  expect(spaceHeaders()).toHaveProperty('cross-origin-embedder-policy', 'credentialless');
  expect(nginxHeaders('assets/index.js')).toHaveProperty('Cache-Control');
  expect(nginxHeaders('index.html')).toHaveProperty('Content-Security-Policy');
});
