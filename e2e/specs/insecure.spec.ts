import { expect, test } from '@playwright/test';
import { chromiumPath, NO_GPU_FLAGS } from '../support/chromium.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

// A name that is not localhost makes plain http an insecure page: no WebGPU, no crypto.subtle, no caches.
test.use({
  launchOptions: {
    executablePath: chromiumPath(),
    args: [...NO_GPU_FLAGS, '--host-resolver-rules=MAP lan.test 127.0.0.1'],
  },
});

test('plain http on a local network works from memory, and says so', async ({ page, baseURL }) => {
  const app = new ExplorerPage(page);
  const address = new URL(baseURL ?? '');
  address.hostname = 'lan.test';
  await page.goto(address.href);
  await app.ready();
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  expect(await app.topFive()).toHaveLength(5);
  await expect(app.notice('not-kept')).toBeVisible();
  await app.backend.getByRole('button').click();
  await expect(page.getByText('WebGPU needs a secure page')).toBeVisible();
});
