import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { RELEASES } from '../../src/content/releases.ts';
import { PUBLISHED, randomVHeat } from '../../src/testing/random-vheat.ts';
import { torchCheckpoint } from '../../src/testing/torch-file.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

const THOUSAND = 'A network that knows 1,000 classes';
const NONE_FITS = /Perhaps none of its 200 classes fits/;

/** Has every picture taken for one of no class, or none. */
async function withThreshold(page: Page, threshold: number): Promise<void> {
  const text = await readFile('models/vheat-nano/outliers.json', 'utf8');
  const json = { ...(JSON.parse(text) as object), threshold };
  await page.route('**/models/vheat-nano/outliers.json', (route) => route.fulfill({ json }));
}

test('a picture that no class fits leads with that, and with what knows more', async ({ page }) => {
  await withThreshold(page, 1e6);
  const app = new ExplorerPage(page);
  await app.open('?sample=espresso');
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByText(NONE_FITS)).toBeVisible();
  await expect(result.getByText(/Measured: it says so of 10 % of the pictures/)).toBeVisible();
  const [sentence, list] = await Promise.all(
    [result.getByText(NONE_FITS), app.predictions].map((locator) => locator.boundingBox()),
  );
  expect(sentence?.y).toBeLessThan(list?.y ?? 0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await result.getByRole('button', { name: THOUSAND }).click();
  const dialog = page.getByRole('dialog', { name: THOUSAND });
  for (const { name, url } of RELEASES)
    await expect(dialog.getByRole('link', { name: `Download ${name}` })).toHaveAttribute(
      'href',
      url,
    );
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const { fits } = await page.evaluate(() => window.vheat.classify('samples/espresso.jpg'));
  expect(fits).toBe(false);

  // It was measured as trained: at another time nobody knows.
  await page.evaluate(() => window.vheat.setState({ t: 2 }));
  await expect(page.getByText(NONE_FITS)).toBeHidden();
});

test('a picture that a class may fit does not, and neither where nobody has measured', async ({
  page,
}) => {
  await withThreshold(page, -1e6);
  const app = new ExplorerPage(page);
  await app.open();
  expect(await app.topFive()).toHaveLength(5);
  await expect(page.getByText(NONE_FITS)).toBeHidden();
  await expect(page.getByText(/Plain probabilities/)).toBeHidden();
  await page.getByLabel('Choose image').waitFor({ state: 'attached' });
  await app.goto('Models');
  await app.openCheckpoint.setInputFiles('src/testing/fixtures/vheat/pre-norm/checkpoint.pth');
  await expect(page.getByRole('heading', { level: 2, name: 'checkpoint' })).toBeVisible();
  await app.goto('Classify');
  await expect(page.getByText(/Plain probabilities/)).toBeVisible();
  await expect(page.getByText(/Perhaps none of its/)).toBeHidden();
});

test('without a measure that fits its weights a network classifies all the same', async ({
  page,
}) => {
  await page.route('**/models/vheat-nano/outliers.json', (route) =>
    route.fulfill({ status: 404, body: 'none' }),
  );
  const app = new ExplorerPage(page);
  await app.open();
  expect(await app.topFive()).toHaveLength(5);
  const { fits } = await page.evaluate(() => window.vheat.classify('samples/espresso.jpg'));
  expect(fits).toBeNull();
});

test('the authors’ file in two steps: downloaded, dropped, and there at the next visit', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const folder = await mkdtemp(join(tmpdir(), 'vheat-'));
  const file = join(folder, 'vHeat_tiny.pth');
  try {
    await writeFile(file, torchCheckpoint(randomVHeat(PUBLISHED.tiny, 7), 'model'));
    const app = new ExplorerPage(page);
    await app.open('?view=models');
    await page.getByText(THOUSAND).click();
    await page.getByLabel('Choose the downloaded file').setInputFiles(file);
    await expect(page.getByText(/^vHeat-Tiny · 3\d\.\d M parameters · 224 px/)).toBeVisible({
      timeout: 200_000,
    });
    const entry = app.models.getByRole('listitem').filter({ hasText: 'vHeat_tiny.pth' });
    await expect(entry).toContainText('remembered');
    await expect(page.getByRole('region', { name: 'Remember this checkpoint' })).toBeHidden();

    await app.open();
    await expect(page.getByText(/with vHeat_tiny at 224 px/)).toBeVisible({ timeout: 100_000 });
    await app.goto('Models');
    await page.getByRole('button', { name: /^Remove vHeat_tiny/ }).click();
    await expect(entry).toBeHidden();
    await app.open();
    await expect(page.getByText(/with vHeat-Nano at 128 px/)).toBeVisible();
  } finally {
    await rm(folder, { recursive: true });
  }
});
