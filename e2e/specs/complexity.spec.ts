import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { serveModels } from '../support/serve-models.ts';

test.use({ serviceWorkers: 'block' });

const TIMES = 'Time on this device';
const measure = (page: Page) => page.getByRole('button', { name: 'Measure on this device' });
const exponents = (page: Page, title: string) =>
  page.getByRole('table', { name: `${title}: exponents` });

async function open(page: Page, search = ''): Promise<ExplorerPage> {
  await serveModels(page, ['vheat-test', 'vit-test']);
  const app = new ExplorerPage(page);
  await app.open(`?view=complexity${search}`);
  return app;
}

async function exponent(page: Page, title: string, part: string): Promise<number> {
  const row = exponents(page, title).getByRole('row', { name: new RegExp(`^${part} \\d`) });
  return Number(await row.getByRole('cell').first().textContent());
}

test('the formulas are read as counts, a ratio and exponents', async ({ page }) => {
  await open(page);
  const costs = page.getByRole('table', { name: 'One layer at 768 px' });
  // 4·C·n³ + C·n² and 2·C·n⁴ with C = 192 and n = 48.
  await expect(costs.getByRole('row', { name: /^mixing, multiply/ })).toContainText(
    /85\.4 M\s*2\.04 G/,
  );
  await expect(costs.getByRole('row', { name: /^mixing, memory/ })).toContainText(
    /1\.8 MB\s*63\.7 MB/,
  );
  await expect(page.getByText('23.9 times')).toBeVisible();
  await expect(
    page.getByText('each of N values needs √N products, four times. That is 4 · N · √N'),
  ).toBeVisible();
  expect(await exponent(page, 'Multiply–adds, exactly', 'heat')).toBeCloseTo(1.5, 1);
  expect(await exponent(page, 'Multiply–adds, exactly', 'attention')).toBe(2);
  await page.getByRole('radio', { name: '224' }).click();
  await expect(page.getByRole('table', { name: 'One layer at 224 px' })).toBeVisible();
  await expect(page).toHaveURL(/pixels=224/);
  await expect(page.getByRole('img', { name: /^Published: accuracy/ })).toHaveAccessibleName(
    /NVIDIA A100.*vHeat-T 82\.2 % at 1514 images a second/,
  );
});

test('the benchmark ends in time with exponents, its numbers are copied, and it outlives the view', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const app = await open(page);
  await measure(page).click();
  const done = page.getByText(/^Measured on WASM/);
  // Twenty seconds, and what a busy machine adds to each.
  await expect(done).toBeVisible({ timeout: 45_000 });
  const leftOut = /Left out[^.]*/.exec((await done.textContent()) ?? '')?.[0] ?? '';
  const image = page.getByRole('img', { name: /^Time on this device/ });
  await expect(image).toHaveAccessibleName(/196, 400, 576, 1024, 1600, 2304 tokens/);
  if (await page.getByText(/^Too noisy/).isVisible()) {
    await expect(
      exponents(page, TIMES).getByRole('row', { name: /^heat (too noisy|\d of 6 sizes)/ }),
    ).toBeVisible();
  } else if (!/(heat|attention) at/.test(leftOut)) {
    const heat = await exponent(page, TIMES, 'heat');
    const attention = await exponent(page, TIMES, 'attention');
    expect(heat).toBeGreaterThan(0.3);
    expect(attention).toBeGreaterThan(heat);
    await expect(image).toHaveAccessibleName(/attention grows as N to the power \d\.\d\d/);
  }
  const csv = await new ExplorerPage(page).copyCsv(TIMES);
  const rows = csv
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  expect(rows[0]).toEqual([
    'image px',
    'tokens',
    'heat ms',
    'attention ms',
    'heatLayer ms',
    'attentionLayer ms',
  ]);
  expect(rows).toHaveLength(7);
  const cells = rows.slice(1).flat();
  const missing = cells.filter((cell) => cell === '').length;
  expect(missing).toBe(leftOut === '' ? 0 : leftOut.split(' at ').length - 1);
  for (const cell of cells) expect(cell === '' || Number(cell) > 0).toBe(true);
  await app.goto('Classify');
  await app.goto('Complexity');
  await expect(page.getByText(/^Measured on WASM/)).toBeVisible();
});

test('a measurement is cancelled with what is done, and can be taken again', async ({ page }) => {
  await open(page);
  await measure(page).click();
  const run = page.getByRole('group', { name: 'Measurement' });
  await expect(page.getByRole('img', { name: /^Time on this device/ })).toBeVisible();
  await run.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Cancelled: the curves show what was measured.')).toBeVisible();
  await expect(run).toBeHidden();
  // Slopes over fewer sizes than the formulas' would not be comparable with theirs.
  await expect(
    exponents(page, TIMES).getByRole('row', { name: /^heat [1-5] of 6 sizes/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Measure again' }).click();
  await expect(run).toBeVisible();
});

for (const theme of ['dark', 'light'])
  test(`nothing is wrong with its accessibility, ${theme}`, async ({ page }) => {
    await open(page, `&theme=${theme}`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0].html])).toEqual([]);
  });
