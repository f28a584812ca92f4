import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { serveModels } from '../support/serve-models.ts';

// Models come from the test, not from a cache of an earlier visit.
test.use({ serviceWorkers: 'block' });

const map = (page: Page, name: RegExp) => page.getByRole('img', { name });

async function open(page: Page, search = ''): Promise<ExplorerPage> {
  await serveModels(page, ['vheat-test', 'vit-test']);
  const app = new ExplorerPage(page);
  await app.open(`?view=field${search}`);
  return app;
}

test('the field of both networks is computed and read as ratios with what they depend on', async ({
  page,
}) => {
  await open(page);
  const ratios = page.getByRole('table', {
    name: /vHeat after training: 64 px input, 1 photo, log/,
  });
  await expect(ratios.getByRole('row', { name: /^50 % of it/ })).toContainText(
    /\d+ px\s*\d+\.\d %/,
  );
  await expect(page.getByRole('table', { name: /ViT after training: 64 px/ })).toBeVisible();
  await expect(map(page, /^vHeat after training, end of stage 4: from/)).toBeVisible();
  await expect(map(page, /^Contribution within a radius/)).toHaveAccessibleName(
    /half within \d+ px/,
  );
});

/** Middles of the marked cell and of all that is drawn around it, in fractions of the picture, map by map. */
const middles = (page: Page) =>
  page.locator('figure').evaluateAll((figures) =>
    figures.map((figure) => {
      const rects = [...figure.querySelectorAll('svg rect')];
      const middle = (rect: Element) =>
        (['x', 'y'] as const).map((axis) => {
          const size = Number(rect.getAttribute(axis === 'x' ? 'width' : 'height'));
          return (Number(rect.getAttribute(axis)) + size / 2).toFixed(6);
        });
      const isCell = (rect: Element) => (rect.getAttribute('class') ?? '').includes('square');
      return {
        cell: rects.filter(isCell).map(middle),
        around: rects.filter((rect) => !isCell(rect)).map(middle),
      };
    }),
  );

test('squares and the reach of convolutions lie around the middle of the marked cell, at every stage', async ({
  page,
}) => {
  for (const patch of ['', '&patch=0.6,0.3']) {
    await open(page, patch);
    for (const stage of [1, 2, 3, 4]) {
      await page
        .getByRole('radiogroup', { name: 'Stage' })
        .getByRole('radio', { name: String(stage), exact: true })
        .click();
      await expect(
        map(page, new RegExp(`^vHeat after training, end of stage ${stage}: from`)),
      ).toBeVisible();
      await expect(map(page, /^ViT after training.*: from/)).toBeVisible();
      const drawn = await middles(page);
      expect(drawn).toHaveLength(2);
      for (const { cell, around } of drawn) {
        expect(cell).toHaveLength(1);
        expect(around.length).toBeGreaterThan(0);
        for (const middle of around) expect(middle).toEqual(cell[0]);
      }
    }
  }
});

test('the published recipe is one row beside what lies around the cell, as the page API has it', async ({
  page,
}) => {
  await open(page);
  const numbers = page.getByRole('complementary', { name: 'Numbers' });
  const table = numbers.getByRole('table', { name: /vHeat after training/ });
  const published = table.getByRole('row', { name: /^as published/ });
  const ratios = await page.evaluate(
    async () => (await window.vheat.field({ network: 'vheat' })).ratios.log10,
  );
  const texts = ratios.map((ratio) =>
    ratio === null ? 'not reached' : `${(100 * ratio).toFixed(1)} %`,
  );
  await expect(published).toContainText(texts.join(', '));
  await page.getByRole('slider', { name: 'Source patch' }).press('ArrowLeft');
  await page.getByRole('slider', { name: 'Source patch' }).press('ArrowLeft');
  await expect(table.getByRole('row', { name: /^50 % of it/ })).toBeVisible();
  await expect(published).toHaveCount(0);
});

test('a ratio that no published square reaches says why', async ({ page }) => {
  await open(page, '&norm=pow02');
  await expect(page.getByRole('cell', { name: /not reached$/ }).first()).toBeVisible();
  await expect(page.getByText(/^The same measurement through two lenses/)).toBeVisible();
  await expect(
    page.getByText(/^Not reached: published squares end before.*power 0\.2/),
  ).toBeVisible();
});

test('before training is shown beside after, a cell is chosen by keyboard, stages are compared', async ({
  page,
}) => {
  await open(page, '&before=1&norm=pow02&stage=1');
  await expect(map(page, /^vHeat before training/)).toBeVisible();
  await expect(map(page, /^ViT before training/)).toBeVisible();
  const after = map(page, /^vHeat after training/);
  const label = (await after.getAttribute('aria-label')) ?? '';
  await page.getByRole('slider', { name: 'Source patch' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(after).not.toHaveAccessibleName(label);
  await page.getByRole('radio', { name: '1', exact: true }).click();
  await expect(map(page, /^vHeat after training, end of stage 1/)).toBeVisible();
  const stages = page.getByRole('table', { name: 'Side at the end of each stage' });
  await expect(stages).toContainText('convolutions alone');
  // 3 + 4 from the stem, 8 from each of two blocks; beside it what was measured.
  await expect(stages.getByRole('row', { name: /^stage 1/ })).toContainText(
    /23 px\s*(\d+ px|not reached)/,
  );
  await expect(stages.getByRole('row', { name: /^stage 3/ })).toContainText('–');
  await page.getByRole('button', { name: 'Measure every stage' }).click();
  await expect(page.getByRole('button', { name: /^Measur/ })).toBeHidden();
  for (const stage of [2, 3, 4])
    await expect(stages.getByRole('row', { name: new RegExp(`^stage ${stage}`) })).toContainText(
      /(\d+ px\s*){2}|not reached/,
    );
});

test('on a phone the maps come before what is asked', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await open(page);
  await expect(page.locator('h1, h2, h3').first()).toHaveText('How far does one cell see?');
  const seen = await map(page, /^vHeat after training.*: from/).boundingBox();
  expect((seen?.y ?? 780) + (seen?.height ?? 0)).toBeLessThan(780);
  const stages = await page.getByRole('radiogroup', { name: 'Stage' }).boundingBox();
  expect(stages?.y ?? 0).toBeGreaterThan((seen?.y ?? 0) + (seen?.height ?? 0));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('each map has the square of its half as its number, as the table has it', async ({ page }) => {
  await open(page, '&present&only=maps,numbers,caption');
  const half = page.getByRole('table', { name: /vHeat after/ }).getByRole('row', { name: /^50 %/ });
  const side = /\d+ px/.exec((await half.textContent()) ?? '')?.[0];
  await expect(page.getByText(/^Half of it: a square of/).first()).toContainText(String(side));
  await expect(page.getByText(/^Through log₁₀: where the bulk lies/)).toBeVisible();
  await page.evaluate(() => window.vheat.setState({ norm: 'pow02' }));
  await expect(
    page.getByText(/^To the power 0\.2: the same data, now with the faint/),
  ).toBeVisible();
});

test('an average over the samples grows, and can be cancelled with what is done', async ({
  page,
}) => {
  await open(page, '&images=samples');
  const first = page.getByRole('table', { name: /vHeat after training: 64 px input, \d+ photo/ });
  await expect(first).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Cancelled: the maps show the photos that were done.')).toBeVisible();
  const name = await first.locator('caption').textContent();
  expect(Number(/(\d+) photo/.exec(name ?? '')?.[1])).toBeLessThan(12);
});

test('the page API gives the same field as numbers, and leaves no tensors behind', async ({
  page,
}) => {
  const app = await open(page);
  await expect(map(page, /^ViT after training/)).toBeVisible();
  await app.ready();
  const result = await page.evaluate(async () => {
    const before = (await window.vheat.memory()).tensors;
    const { height, width, data, ratios } = await window.vheat.field({ network: 'vheat' });
    const vit = await window.vheat.field({ network: 'vit', cell: [1, 2], images: 'current' });
    const refused = await window.vheat.field({ network: 'vheat', stage: 9 }).then(
      () => 'none',
      (error: unknown) => (error as { code: string }).code,
    );
    const after = (await window.vheat.memory()).tensors;
    return {
      grown: after - before,
      height,
      width,
      values: data.length,
      largest: Math.max(...data),
      ratios,
      vit: vit.data.length,
      refused,
    };
  });
  expect(result).toMatchObject({
    grown: 0,
    height: 64,
    width: 64,
    values: 64 * 64,
    vit: 64 * 64,
    refused: 'no-such-stage',
  });
  expect(result.largest).toBeGreaterThan(0);
  expect(result.ratios.log10).toHaveLength(4);
  const [r20, , r50] = result.ratios.pow02;
  expect(r20 ?? 0).toBeGreaterThan(0);
  expect(r50 ?? 1).toBeGreaterThan(r20 ?? 0);
});

for (const colorScheme of ['dark', 'light'] as const)
  test(`has no accessibility violations in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, '&before=1');
    await expect(map(page, /^vHeat before training/)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)])).toEqual([]);
  });
