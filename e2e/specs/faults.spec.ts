import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { serveFolder, type HostOptions, type StaticHost } from '../support/static-host.ts';

// What the service worker answers could not be broken here.
test.use({ serviceWorkers: 'block' });

const DIST = 'dist';
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

let host: StaticHost | undefined;
test.afterEach(() => host?.close());

async function serve(options: HostOptions = {}): Promise<string> {
  host = await serveFolder(DIST, options);
  return host.url;
}

/** Name of a built file by its beginning, such as `index`. */
function asset(name: string): string {
  const file = readdirSync(`${DIST}/assets`).find(
    (entry) => entry.startsWith(`${name}-`) && entry.endsWith('.js'),
  );
  if (file === undefined) throw new Error(`no ${name} in the build`);
  return `assets/${file}`;
}

/** Ends inside a statement in every file of the build. */
const cut = (original: Buffer) => original.subarray(0, original.length / 4);

async function expectSentence(page: Page | FrameLocator, sentence: RegExp): Promise<void> {
  await expect(page.getByRole('alert')).toHaveText(sentence, { timeout: 10_000 });
  await expect(page.locator('html')).toHaveAttribute('data-status', 'error');
}

test.describe('a program that cannot start says why', () => {
  test('as a file', async ({ page }) => {
    await page.goto(pathToFileURL(resolve(DIST, 'index.html')).href);
    await expectSentence(page, /opened as a file/);
  });

  test('with scripts served as text', async ({ page }) => {
    const url = await serve({
      change: (path) => (path.endsWith('.js') ? { type: 'text/plain' } : undefined),
    });
    await page.goto(url);
    await expectSentence(page, /does not send \.js files as JavaScript/);
  });

  test('with its entry cut midway', async ({ page }) => {
    const entry = asset('index');
    const url = await serve({
      change: (path) => (path === entry ? { type: 'text/javascript', body: cut } : undefined),
    });
    await page.goto(url);
    await expectSentence(page, /did not arrive, or not whole/);
  });

  test('in a sandboxed frame whose server allows no other origin', async ({ page }) => {
    const frame = await sandboxed(page, await serve());
    await expectSentence(frame, /sandboxed frame/);
  });
});

/** A page with the app in a frame that has no origin. */
async function sandboxed(page: Page, url: string): Promise<FrameLocator> {
  await page.route(`${url}talk.html`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><iframe sandbox="allow-scripts" src="${url}" style="width: 900px; height: 700px"></iframe>`,
    }),
  );
  await page.goto(`${url}talk.html`);
  return page.frameLocator('iframe');
}

test('a sandboxed frame runs where the server sends its files to any origin', async ({ page }) => {
  const url = await serve({ headers: { 'Access-Control-Allow-Origin': '*' } });
  const frame = await sandboxed(page, url);
  await expect(frame.locator('html')).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
  await expect(frame.getByRole('list', { name: 'Predictions' }).getByRole('listitem')).toHaveCount(
    5,
  );
});

test('a sub-path without its slash leads to the app', async ({ page }) => {
  const url = await serve({ base: '/deep/vheat/', slashless: true });
  await page.goto(`${url.slice(0, -1)}?view=models`);
  await new ExplorerPage(page).ready();
  expect(page.url()).toContain(`${url}?view=models`);
});

test('a policy as strict as the page’s own, without blobs, leaves one thread', async ({ page }) => {
  const own = await serve()
    .then((url) => fetch(url))
    .then((response) => response.text());
  host?.close();
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(own)?.[1] ?? '';
  expect(policy).toContain("object-src 'none'");
  const url = await serve({
    headers: { ...ISOLATED, 'Content-Security-Policy': policy.replace(' blob:', '') },
  });
  const app = new ExplorerPage(page);
  await page.goto(url);
  await app.ready();
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
  await expect(app.backend).toContainText('WASM');
  expect(await app.topFive()).toHaveLength(5);
});

test('the page’s own policy is enough for every view', async ({ page }) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  const app = new ExplorerPage(page);
  await page.goto(await serve());
  await app.ready();
  for (const view of ['Diffuse', 'Field', 'Compare', 'Complexity', 'Models']) {
    await app.goto(view);
    await expect(page.getByRole('heading').first()).toBeVisible();
  }
  await page.getByRole('button', { name: 'About and cite' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(violations).toEqual([]);
});

test('an adapter that never answers is passed over', async ({ page }) => {
  const engine = asset('serve');
  const url = await serve({
    change: (path) =>
      path === engine
        ? {
            type: 'text/javascript',
            body: (original) =>
              `Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: () => new Promise(() => {}) } });${original.toString()}`,
          }
        : undefined,
  });
  const app = new ExplorerPage(page);
  await page.goto(url);
  await app.ready();
  await app.backend.getByRole('button').click();
  await expect(page.getByText('The GPU did not answer')).toBeVisible();
});

test.describe('the engine', () => {
  for (const [what, name] of [
    ['entry', 'engine.worker'],
    ['program', 'serve'],
  ])
    test(`whose ${what} is cut midway is named, and starts once it is whole`, async ({ page }) => {
      const file = asset(name);
      const app = new ExplorerPage(page);
      await page.goto(
        await serve({
          change: (path) => (path === file ? { type: 'text/javascript', body: cut } : undefined),
        }),
      );
      await expect(app.notice('engine-gone')).toBeVisible({ timeout: 10_000 });
      expect(await rejection(page, 'ready()')).toBe('engine-gone');
      if (host) host.options = {};
      await page.getByRole('button', { name: 'Start it again' }).click();
      await app.ready();
      await expect(app.notice('engine-gone')).toHaveCount(0);
      expect(await app.topFive()).toHaveLength(5);
    });

  test('whose program does not come is said to be slow', async ({ page }) => {
    await page.route(/engine\.worker-/, () => undefined);
    await page.goto(await serve());
    await expect(new ExplorerPage(page).notice('engine-slow')).toBeVisible({ timeout: 12_000 });
  });

  test('that is killed ends every call, and begins again with the same photo and knobs', async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const Original = window.Worker;
      window.Worker = class extends Original {
        constructor(...parameters: ConstructorParameters<typeof Worker>) {
          super(...parameters);
          Object.assign(window, { killEngine: () => this.terminate() });
        }
      };
    });
    const app = new ExplorerPage(page);
    await page.goto(`${await serve()}?sample=goldfish&t=0.5`);
    await app.ready();
    await app.chooseImage.setInputFiles('src/testing/fixtures/preprocess/landscape-640x427.png');
    await expect(page.locator('html')).toHaveAttribute('data-status', 'ready');
    const before = await app.topFive();
    const code = await page.evaluate(async () => {
      const field = window.vheat.field({ network: 'vheat', images: 'samples' });
      setTimeout(() => (window as unknown as { killEngine: () => void }).killEngine(), 200);
      return field.catch((error: unknown) => (error as { code: string }).code);
    });
    expect(code).toBe('engine-gone');
    await expect(app.notice('engine-gone')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-status', 'error');
    expect(await rejection(page, 'capture({ stage: 0, block: 0 })')).toBe('engine-gone');
    await page.getByRole('button', { name: 'Start it again' }).click();
    await app.ready();
    expect(await app.topFive()).toEqual(before);
    expect(await page.evaluate(() => window.vheat.state().t)).toBe(0.5);
    await app.goto('Compare');
    await expect(page.locator('main canvas').first()).toBeVisible();
  });
});

/** The code with which a call of the page API rejects. */
function rejection(page: Page, call: string): Promise<string> {
  return page.evaluate<string>(
    `window.vheat.${call}.then(() => 'resolved', (error) => error.code)`,
  );
}

test('backends start again in any order', async ({ page }) => {
  const app = new ExplorerPage(page);
  await page.goto(await serve());
  await app.ready();
  const first = await app.topFive();
  for (const backend of ['cpu', 'wasm', 'cpu', 'webgl', 'wasm']) {
    await page.evaluate((name) => window.vheat.setState({ backend: name }), backend);
    await expect(app.backend).toContainText(
      { cpu: 'CPU', wasm: 'WASM', webgl: 'WebGL' }[backend] ?? '',
    );
    expect((await app.topFive()).map(({ label }) => label)).toEqual(
      first.map(({ label }) => label),
    );
  }
});

test('a backend that cannot start leaves the one that runs', async ({ page }) => {
  const app = new ExplorerPage(page);
  await page.goto(`${await serve()}?backend=cpu`);
  await app.ready();
  await page.evaluate(() => window.vheat.setState({ backend: 'webgpu' }));
  await expect(app.backend).toContainText('CPU');
  await app.backend.getByRole('button').click();
  await expect(page.getByText(/webgpu could not start/)).toBeVisible();
});

test('trying again after a failed download stays on the same backend', async ({ page }) => {
  const app = new ExplorerPage(page);
  const broken: HostOptions = {
    change: (path) => (path.endsWith('.safetensors') ? { status: 404 } : undefined),
  };
  await page.goto(await serve(broken));
  await expect(page.locator('html')).toHaveAttribute('data-status', 'error');
  await expect(app.backend).toContainText('WASM');
  if (host) host.options = {};
  await page.getByRole('button', { name: 'Try again' }).click();
  await app.ready();
  await expect(app.backend).toContainText('WASM');
});

for (const [broken, other] of [
  ['vit-nano', 'vHeat-Nano'],
  ['vheat-nano', 'ViT-Nano'],
])
  test(`a broken config of ${broken} leaves out that model alone`, async ({ page }) => {
    const app = new ExplorerPage(page);
    const url = await serve({
      change: (path) =>
        path === `models/${broken}/config.json`
          ? { type: 'application/json', body: () => '{"id": 5}' }
          : undefined,
    });
    await page.goto(`${url}?view=models`);
    await app.ready();
    await expect(app.notice('model-left-out')).toContainText(broken);
    await expect(app.models.getByRole('listitem')).toContainText([other]);
    await expect(app.models.getByRole('listitem')).toHaveCount(1);
  });
