import { expect, test, type Page } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';

const WEIGHTS = /\/models\/.*\.safetensors$/;

// What the service worker answers could not be delayed or broken here.
test.use({ serviceWorkers: 'block' });

/** WebAssembly runs the network, because there is no GPU and for no other reason. */
async function expectWasm(app: ExplorerPage): Promise<void> {
  await expect(app.backend).toHaveText(/^WASM · \d/);
  const { page } = app;
  await app.backend.getByRole('button').click();
  const details = page.getByRole('dialog', { name: 'Backend' });
  await expect(details).toContainText('WASM runs the network');
  await expect(details).toContainText('found no GPU for WebGPU');
  await page.keyboard.press('Escape');
  await expect(details).toHaveCount(0);
}

async function expectStopped(page: Page, code: string): Promise<void> {
  const app = new ExplorerPage(page);
  await page.goto('./');
  await expect(app.notice(code)).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-status', 'error');
  const ready = await page.evaluate(() =>
    window.vheat.ready().catch((error: unknown) => (error as { code: string }).code),
  );
  expect(ready).toBe(code);
}

test('a first visit asks for the weights at once and once, and for no photo but the one shown', async ({
  page,
}) => {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  const app = new ExplorerPage(page);
  await app.open();
  const weights = paths.filter((path) => WEIGHTS.test(path));
  expect(weights).toHaveLength(1);
  expect(paths.indexOf(weights[0])).toBeLessThan(
    paths.findIndex((path) => path.includes('/engine.worker-')),
  );
  expect(new Set(paths.filter((path) => /\/samples\/[^/]*\.jpg$/.test(path))).size).toBe(1);
  const loaded = await app.samples
    .locator('img')
    .evaluateAll((images: HTMLImageElement[]) => images.every((image) => image.naturalWidth > 0));
  expect(loaded).toBe(true);
});

test('a slow download shows its bytes and can be cancelled and taken up again', async ({
  page,
}) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(WEIGHTS, async (route) => {
    await held;
    await route.continue().catch(() => undefined); // cancelled meanwhile
  });
  const app = new ExplorerPage(page);
  await page.goto('./');
  const loading = page.getByRole('region', { name: 'Loading' });
  await expect(loading).toContainText(/Downloading 0\.0 MB of \d+\.\d MB, 0\.0 MB\/s/);
  await loading.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.notice('cancelled')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-status', 'error');
  release();
  await page.getByRole('button', { name: 'Try again' }).click();
  await app.ready();
  // The second start ends where the first would have: on this machine's own backend, for its own reason.
  await expectWasm(app);
  expect(await app.topFive()).toHaveLength(5);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a photo given before a network is loaded is not classified, and the caller is told', async ({
  page,
}) => {
  await page.route(WEIGHTS, () => undefined); // never answered
  await page.goto('./');
  await page.waitForFunction(() => 'vheat' in window);
  const told = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(8, 8);
    canvas.getContext('2d')?.fillRect(0, 0, 8, 8);
    return window.vheat
      .classify(await canvas.convertToBlob())
      .catch((error: unknown) => [(error as { code: string }).code, (error as Error).message]);
  });
  expect(told).toEqual(['not-ready', 'No network is loaded yet: wait for ready().']);
});

test('weights that are not there end in one message', async ({ page }) => {
  await page.route(WEIGHTS, (route) => route.fulfill({ status: 404 }));
  await expectStopped(page, 'download-not-found');
});

test('weights with a flipped byte are not used', async ({ page }) => {
  let fetches = 0;
  await page.route(WEIGHTS, async (route) => {
    fetches++;
    const response = await route.fetch();
    const body = await response.body();
    body[100_000] ^= 1;
    await route.fulfill({ response, body });
  });
  await expectStopped(page, 'download-integrity');
  expect(fetches).toBe(2);
});

test('a web page in place of the weights is recognised', async ({ page }) => {
  await page.route(WEIGHTS, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Welcome</title>' }),
  );
  await expectStopped(page, 'download-html');
});

test('an isolated page runs the threaded WebAssembly, no other page does, and both our kernels', async ({
  page,
}) => {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  const binaries: string[] = [];
  page.on('request', (request) => {
    const name = /\/((tfjs-backend-wasm|simd)[a-z-]*)-[^/]*\.wasm$/.exec(request.url());
    if (name !== null) binaries.push(name[1]);
  });
  const app = new ExplorerPage(page);
  await app.open();
  await expectWasm(app);
  expect(new Set(binaries)).toEqual(new Set(['tfjs-backend-wasm-simd', 'simd-fused']));
  const first = await app.topFive();
  binaries.length = 0;
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: {
        ...response.headers(),
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    });
  });
  await app.open();
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
  // Fetched is not yet used: where threads fail, the engine would go on without WebAssembly.
  await expectWasm(app);
  expect(binaries).toContain('tfjs-backend-wasm-threaded-simd');
  expect(binaries).toContain('simd-fused-shared');
  expect(await app.topFive()).toEqual(first);
  // They would be missed in silence, but for this.
  expect(warnings.filter((text) => text.includes('SIMD'))).toEqual([]);
});
