import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { serveModels } from '../support/serve-models.ts';

// Models come from the test, not from a cache of an earlier visit.
test.use({ serviceWorkers: 'block' });

const heat = (page: Page) => page.getByRole('img', { name: /^Heat, .*: from/ });
const attention = (page: Page) => page.getByRole('img', { name: /^Attention, .*: from/ });

async function open(page: Page, search = ''): Promise<ExplorerPage> {
  await serveModels(page, ['vheat-test', 'vit-test']);
  const app = new ExplorerPage(page);
  await app.open(`?view=compare${search}`);
  await expect(heat(page)).toBeVisible();
  await expect(attention(page)).toBeVisible();
  return app;
}

async function labels(page: Page): Promise<(string | null)[]> {
  return [
    await heat(page).getAttribute('aria-label'),
    await attention(page).getAttribute('aria-label'),
  ];
}

test('a patch chosen by keyboard moves heat and attention together', async ({ page }) => {
  await open(page, '&scale=shared');
  await expect(page.getByText('share of all, per 16 px square')).toHaveCount(2);
  const [heatBefore, attentionBefore] = await labels(page);
  await page.getByRole('slider', { name: 'Source patch' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  await expect(page).toHaveURL(/patch=0\.\d+,0\.\d+/);
  await expect(heat(page)).not.toHaveAccessibleName(heatBefore ?? '');
  await expect(attention(page)).not.toHaveAccessibleName(attentionBefore ?? '');
});

test('another photo changes attention, not the impulse; the vHeat goes on classifying', async ({
  page,
}) => {
  const app = await open(page);
  const [heatBefore, attentionBefore] = await labels(page);
  await app.samples.getByRole('button').nth(2).click();
  await app.ready();
  await expect(attention(page)).not.toHaveAccessibleName(attentionBefore ?? '');
  await expect(heat(page)).toHaveAccessibleName(heatBefore ?? '');
  await expect(page.getByRole('banner')).toContainText('vHeat-Test');
});

test('a link brings back kinds, layer and head', async ({ page }) => {
  await open(page, '&stage=0&block=1&heat=source&layer=1&head=1&scale=own&patch=0.3,0.6');
  await expect(heat(page)).toHaveAccessibleName(/stage 1 block 2/);
  await expect(attention(page)).toHaveAccessibleName(/layer 2, head 2/);
  await expect(page.getByText('The heat that this patch of the real U⁰ sends out')).toBeVisible();
  await page.getByRole('button', { name: 'ViT, layer 3' }).click();
  await expect(attention(page)).toHaveAccessibleName(/layer 3, head 2/);
  await page.getByRole('radio', { name: 'correlation' }).click();
  await expect(page).toHaveURL(/heat=correlation/);
  await expect(page.getByText('Cosine between the channels')).toBeVisible();
});

test('gradients are computed for both networks', async ({ page }) => {
  await open(page, '&heat=gradient&attention=gradient&stage=1&block=0');
  await expect(heat(page)).toHaveAccessibleName(/stage 2 block 1/);
  const row = page.getByRole('group', { name: 'vHeat, all layers' });
  await expect(row.getByRole('button')).toHaveCount(12);
  await expect(row.locator('[aria-busy=true]')).toHaveCount(0);
});

test('every map and the plot give their numbers as CSV', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '&scale=own');
  const app = new ExplorerPage(page);
  const rows = (await app.copyCsv('Attention')).trim().split('\n');
  expect(rows).toHaveLength(4);
  const sum = rows.flatMap((row) => row.split(',')).reduce((a, b) => a + Number(b), 0);
  expect(sum).toBeGreaterThan(0.5);
  expect(sum).toBeLessThan(1);
  const table = (await app.copyCsv('How far each layer carries')).trim().split('\n');
  expect(table).toHaveLength(1 + 12 + 3);
  expect(table[0]).toBe('network,layer,mean distance in px');
});

/** Mean brightness of a map's corner, 0…255: there the impulse is near zero. */
const corner = (page: Page) =>
  heat(page).evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const side = Math.floor(canvas.width / 8);
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, side, side).data ?? [];
    let sum = 0;
    for (let i = 0; i < pixels.length; i++) if (i % 4 !== 3) sum += pixels[i];
    return sum / (3 * side * side);
  });

test('maps obey the theme and the chosen colours, over a photo that is seen in both', async ({
  page,
}) => {
  await open(page, '&theme=dark&patch=0.8,0.8&stage=0&block=0');
  await expect.poll(() => corner(page)).toBeGreaterThan(20);
  expect(await corner(page)).toBeLessThan(160);
  await page.evaluate(() => window.vheat.setState({ theme: 'light' }));
  await expect.poll(() => corner(page)).toBeGreaterThan(160);
  await page.evaluate(() => window.vheat.setState({ theme: 'dark' }));
  await expect.poll(() => corner(page)).toBeLessThan(160);
  await page.evaluate(() => window.vheat.setState({ signed: 'purple-orange' }));
  await expect.poll(() => corner(page)).toBeGreaterThan(160);
  const legend = attention(page).locator('xpath=ancestor::figure').locator('i');
  const before = await legend.getAttribute('style');
  await page.evaluate(() => window.vheat.setState({ magnitude: 'cividis' }));
  await expect(legend).not.toHaveAttribute('style', before ?? '');
});

test('distances go by the patches of the ViT at hand', async ({ page }) => {
  await serveModels(page, ['vheat-test', 'vit-32-test']);
  await new ExplorerPage(page).open('?view=compare');
  await expect(attention(page)).toBeVisible();
  // Four patches 32 px apart, each pair alike, oneself included.
  const uniform = ((1 + 1 + Math.SQRT2) / 4) * 32;
  await expect(
    page.getByRole('img', { name: `uniform attention ${uniform.toFixed(1)} px` }),
  ).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Numbers' })).toContainText(
    `uniform attention${uniform.toFixed(1)} px`,
  );
});

test('a corner’s numbers are those of the corner, and the plot has them beside the mean over all patches', async ({
  page,
}) => {
  await open(page, '&patch=0.01,0.01&stage=0&block=0');
  const everywhere = Array.from({ length: 16 }, (_, i) => [Math.floor(i / 4), i % 4]);
  const uniformFrom = (patches: number[][]) => {
    const distances = patches.flatMap(([row, column]) =>
      everywhere.map(([y, x]) => 16 * Math.sqrt((y - row) ** 2 + (x - column) ** 2)),
    );
    return (distances.reduce((a, b) => a + b, 0) / distances.length).toFixed(1);
  };
  const [here, mean] = [uniformFrom([[0, 0]]), uniformFrom(everywhere)];
  expect(here).not.toBe(mean);
  const numbers = page.getByRole('complementary', { name: 'Numbers' });
  await expect(numbers).toContainText(`uniform attention${here} px`);
  const term = (name: string) =>
    numbers.locator(`dt:text-is("${name}") + dd`).textContent() as Promise<string>;
  const plot = page.getByRole('img', {
    name: /^How far each layer carries, mean over all patches/,
  });
  await expect(plot).toHaveAccessibleName(new RegExp(`; uniform attention ${mean} px\\.`));
  await expect(plot).toHaveAccessibleName(
    new RegExp(
      `From the chosen patch: heat ${await term('heat: distance from it')}, ` +
        `attention ${await term('attention: distance from it')}, uniform attention ${here} px\\.$`,
    ),
  );
  const points = await plot.locator('path[transform]').count();
  expect(points).toBe(2);
});

test('names in the plot do not overprint', async ({ page }) => {
  await open(page);
  for (const patch of ['0.5,0.5', '0.01,0.01', '0.9,0.3']) {
    await open(page, `&patch=${patch}`);
    const boxes = await page
      .getByRole('img', { name: /^How far each layer carries/ })
      .locator('text')
      .evaluateAll((texts) =>
        texts.map((text) => {
          const { x, y, width, height } = (text as SVGTextElement).getBBox();
          // Between ascenders and descenders of two lines there is air.
          return { x, y: y + 0.2 * height, width, height: 0.6 * height, text: text.textContent };
        }),
      );
    expect(boxes.length).toBeGreaterThan(6);
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1)) {
        const apart =
          a.x + a.width <= b.x ||
          b.x + b.width <= a.x ||
          a.y + a.height <= b.y ||
          b.y + b.height <= a.y;
        expect(apart, `"${a.text}" and "${b.text}" at patch ${patch}`).toBe(true);
      }
  }
});

test('without a ViT the heat half works and the other says why', async ({ page }) => {
  await serveModels(page, ['vheat-test']);
  await new ExplorerPage(page).open('?view=compare');
  await expect(page.getByText('No ViT is served with this app.')).toBeVisible();
  await expect(heat(page)).toBeVisible();
});

for (const colorScheme of ['dark', 'light'] as const)
  test(`has no accessibility violations in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)])).toEqual([]);
  });
