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

/** The percentage that a line reads out, negative ones too; what is too little to tell is 0. */
const percent = (line: string) =>
  line.includes('<') ? 0 : Number(/: (−?[\d.]+) %/.exec(line)?.[1].replace('−', '-'));

test('how much heat arrives is read in the far corner, and wherever the pointer is', async ({
  page,
}) => {
  await open(page, '&heat=reach&stage=3&block=1&patch=0.01,0.01');
  const corner = page.getByText(/^Arriving in the far corner: /);
  await expect(corner).toContainText('(even share: ');
  const far = percent((await corner.textContent()) ?? '');
  expect(far).toBeGreaterThan(0);
  await expect(page.getByText(/^Looking at the far corner: /)).toBeVisible();
  await expect(page.getByText(/even one block reaches the far corner/)).toBeVisible();

  await heat(page).hover({ position: { x: 3, y: 3 } });
  const here = page.getByText(/^Arriving here: /);
  const near = percent((await here.textContent()) ?? '');
  expect(near).toBeGreaterThanOrEqual(far);
  await expect(page.getByText(/^Looking here: /)).toBeVisible();
  const size = (await heat(page).boundingBox())?.width ?? 0;
  await heat(page).hover({ position: { x: size - 3, y: size - 3 } });
  await expect.poll(async () => percent((await here.textContent()) ?? '')).toBe(far);
  await page.mouse.move(0, 0);
  await expect(corner).toBeVisible();
});

test('heat so far reaches more from block to block, until it is everywhere', async ({ page }) => {
  await open(page, '&heat=reach&patch=0.01,0.01');
  const row = page.getByRole('group', { name: 'vHeat, all layers' });
  await expect(row.getByText(/^\d+ %$/)).toHaveCount(12);
  const reached = (await row.getByText(/^\d+ %$/).allTextContents()).map(parseFloat);
  expect(reached[0]).toBeLessThan(100);
  expect(reached.at(-1)).toBe(100);
  expect(reached.at(-1)).toBeGreaterThan(reached[0]);
  await expect(page.getByText(/^Under each map: the part of the picture/)).toBeVisible();
});

test('a logarithmic scale shows the faint, and says so', async ({ page }) => {
  await open(page, '&stage=0&block=0&patch=0.8,0.8');
  const linear = await corner(page);
  await page.getByRole('radio', { name: 'logarithmic' }).click();
  await expect(page).toHaveURL(/scale=log/);
  await expect(page.getByText(/^share of the heat, per token, log/)).toBeVisible();
  await expect.poll(() => corner(page)).not.toBe(linear);
  await expect(page.getByText(/down to 1\/10,000 of the brightest/)).toBeVisible();
});

test('a row of layers is one stop of the Tab key, moved through by arrows', async ({ page }) => {
  await open(page);
  const row = page.getByRole('group', { name: 'vHeat, all layers' });
  await expect(row.locator('button[tabindex="0"]')).toHaveCount(1);
  await row.getByRole('button', { pressed: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/stage=3/);
  await expect(heat(page)).toHaveAccessibleName(/stage 4 block 1/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('group', { name: 'ViT, all layers' }).locator(':focus')).toHaveCount(
    1,
  );
});

test('on a phone the maps come before what is asked, and layers are wide enough for a finger', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await open(page);
  await expect(page.locator('h1, h2, h3').first()).toHaveText(
    'What does heat do that attention does not?',
  );
  const map = await heat(page).boundingBox();
  expect((map?.y ?? 780) + (map?.height ?? 0)).toBeLessThan(780);
  const choices = await page.getByRole('radiogroup', { name: 'Heat shown as' }).boundingBox();
  expect(choices?.y ?? 0).toBeGreaterThan((map?.y ?? 0) + (map?.height ?? 0));
  const layers = page.getByRole('group', { name: 'vHeat, all layers' }).getByRole('button');
  for (const layer of await layers.all()) {
    const { width, height } = (await layer.boundingBox()) ?? { width: 0, height: 0 };
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('on a stage one line says what is to be seen, with the number of each map', async ({
  page,
}) => {
  await open(page, '&present&heat=reach');
  await expect(page.getByText('Block by block, heat so far fills the whole picture')).toBeVisible();
  await expect(page.getByText(/^Arriving in the far corner: /)).toBeVisible();
  await expect(page.getByText('Heat spreads by the same rule in every photo')).toBeHidden();
  await page.evaluate(() => window.vheat.setState({ lang: 'zh', heat: 'impulse' }));
  await expect(page.getByText('注意力则每次重新决定')).toBeVisible();
  await expect(page.getByText(/^热量到达最远角落：/)).toBeVisible();
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
