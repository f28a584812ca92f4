import { expect, test, type Page } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { serveModels } from '../support/serve-models.ts';

// Models come from the test, not from a cache of an earlier visit.
test.use({ serviceWorkers: 'block' });

const chip = (page: Page) => page.getByRole('button', { name: /· reset$/ });
const result = (page: Page) => page.getByRole('img', { name: /^Result Uᵗ: from/ });
const source = (page: Page) => page.getByRole('img', { name: /^Source U⁰: from/ });

async function open(page: Page, search: string): Promise<ExplorerPage> {
  await serveModels(page, ['vheat-test', 'vit-test']);
  const app = new ExplorerPage(page);
  await app.open(search);
  return app;
}

test('knobs of one block keep the block they were set on, in every view and in links', async ({
  page,
}) => {
  const app = await open(
    page,
    '?view=diffuse&scope=block&stage=1&block=1&kConst=2.2908676527677723',
  );
  await expect(chip(page)).toHaveAccessibleName('k = 2.29 · stage 2, block 2 · reset');

  await app.goto('Compare');
  await page.getByRole('button', { name: 'vHeat, stage 2 block 2' }).click();
  await expect(page.getByText('spread by k = 2.29 in place of the learned k,')).toBeVisible();
  await page.getByRole('button', { name: 'vHeat, stage 3 block 4' }).click();
  await expect(page.getByText('spread by the learned k alone,')).toBeVisible();
  await expect(chip(page)).toHaveAccessibleName('k = 2.29 · stage 2, block 2 · reset');

  await app.goto('Field');
  await page.getByRole('radiogroup', { name: 'Stage' }).getByRole('radio', { name: '1' }).click();
  await expect(chip(page)).toHaveAccessibleName('k = 2.29 · stage 2, block 2 · reset');
  await expect(page).toHaveURL(/stage=0&.*knobStage=1&knobBlock=1/);

  await page.reload();
  await app.ready();
  await expect(chip(page)).toHaveAccessibleName('k = 2.29 · stage 2, block 2 · reset');
  expect(await page.evaluate(() => window.vheat.state())).toMatchObject({
    stage: 0,
    block: 0,
    knobStage: 1,
    knobBlock: 1,
  });
});

test('a block that the knobs do not reach is shown as trained, until they are set on it', async ({
  page,
}) => {
  await open(page, '?view=diffuse&scope=block&stage=2&block=5&t=0');
  const range = async (image: typeof result) =>
    /from (\S+ to \S+),/.exec((await image(page).getAttribute('aria-label')) ?? '')?.[1];
  await expect(result(page)).toBeVisible();
  expect(await range(result)).toBe(await range(source));

  await page.getByRole('radio', { name: /^stage 3, block 1,/ }).click();
  await expect(page.getByText('as trained: t and k act on stage 3, block 6')).toBeVisible();
  await expect(chip(page)).toHaveAccessibleName('t = 0 · stage 3, block 6 · reset');
  const reach = page.getByRole('radiogroup', { name: 'Time and diffusivity act on' });
  await expect(reach.getByRole('radio', { checked: true })).toHaveText('stage 3, block 6');
  await expect.poll(async () => (await range(result)) === (await range(source))).toBe(false);

  await reach.getByRole('radio', { name: 'this block' }).click();
  await expect(chip(page)).toHaveAccessibleName('t = 0 · stage 3, block 1 · reset');
  await expect(reach.getByRole('radio')).toHaveCount(3);
  await expect.poll(async () => (await range(result)) === (await range(source))).toBe(true);
});
