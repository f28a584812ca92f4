import { expect, test, type Page } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { serveModels } from '../support/serve-models.ts';

// Models come from the test, not from a cache of an earlier visit.
test.use({ serviceWorkers: 'block' });

async function openDiffuse(page: Page, search = ''): Promise<ExplorerPage> {
  await serveModels(page, ['vheat-test']);
  const app = new ExplorerPage(page);
  await app.open(`?view=diffuse${search}`);
  await expect(page.getByRole('slider', { name: 'Time t' })).toBeVisible();
  return app;
}

/** The number that stands beside a word. */
const numberOf = async (page: Page, term: string) => {
  const text = await page
    .getByRole('term')
    .filter({ hasText: term })
    .locator('xpath=following-sibling::dd[1]')
    .textContent();
  return (text ?? '').replace('−', '-');
};

test('no heat is lost: the means of source and result are the same number at every time', async ({
  page,
}) => {
  for (const patch of ['', '&patch=0.1,0.9']) {
    await openDiffuse(page, `&scope=block&stage=1${patch}`);
    await expect(page.getByText('Heat moves, none is lost.')).toBeVisible();
    const source = await numberOf(page, 'mean of the source');
    expect(source).toMatch(/^-?\d+\.\d+$/);
    expect(Number(source)).not.toBe(0);
    for (const t of [0, 0.3, 1, 8, 64]) {
      await page.evaluate((time) => window.vheat.setState({ t: time }), t);
      await expect.poll(() => numberOf(page, 'mean of the result'), `t = ${t}`).toBe(source);
    }
  }
});

test('the mean is that of the numbers of the map', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const app = await openDiffuse(page, '&scope=block&t=2');
  await expect(page.getByRole('img', { name: /^Result Uᵗ: from/ })).toBeVisible();
  const cells = (await app.copyCsv('Result Uᵗ')).trim().split(/[\n,]/).map(Number);
  const mean = cells.reduce((sum, value) => sum + value, 0) / cells.length;
  const shown = await numberOf(page, 'mean of the result');
  expect(mean.toFixed(shown.split('.')[1].length)).toBe(shown);
});

test('pointing at a spectrum shows that wave as a picture beside it', async ({ page }) => {
  await openDiffuse(page, '&stage=1');
  const map = page.getByRole('img', { name: /^Spectrum of U⁰/ });
  const box = await map.boundingBox();
  if (!box) throw new Error('no spectrum on screen');
  // The test network has 8 × 8 tokens in its second stage: the cell of 3 down, 5 across.
  await map.hover({ position: { x: (5.5 * box.width) / 8, y: (3.5 * box.height) / 8 } });
  const wave = page.getByRole('img', { name: /^the wave with/ });
  await expect(wave).toHaveAccessibleName(/^the wave with 3 half waves down, 5 across$/);
  const beside = await wave.boundingBox();
  expect(beside?.x ?? 0).toBeGreaterThanOrEqual(box.x + box.width);
  /** Signs along the wave's upper edge: how often they change is how many half waves there are. */
  const changes = await wave.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const context = canvas.getContext('2d');
    const row = context?.getImageData(0, 1, canvas.width, 1).data ?? [];
    const warm = Array.from({ length: canvas.width }, (_, x) => row[4 * x] - row[4 * x + 2]);
    const clear = warm.filter((value) => Math.abs(value) > 40);
    return clear.filter((value, i) => i > 0 && Math.sign(value) !== Math.sign(clear[i - 1])).length;
  });
  expect(changes).toBe(5);
  await page.mouse.move(2, 2);
  await expect(wave).toHaveCount(0);
});

test('every map is read by keys, and a spectrum shows its wave to them, too', async ({ page }) => {
  await openDiffuse(page, '&stage=1&patch=0.5,0.5');
  const cursor = page.getByRole('slider', { name: 'Read Spectrum of the impulse by arrow keys' });
  await cursor.focus();
  await cursor.press('Home');
  await expect(page.getByRole('img', { name: 'no wave: the mean of the map' })).toBeVisible();
  await cursor.press('ArrowRight');
  await cursor.press('ArrowDown');
  await expect(
    page.getByRole('img', { name: 'the wave with 1 half wave down, 1 across' }),
  ).toBeVisible();
  await expect(cursor).toHaveAttribute(
    'aria-valuetext',
    /^[\d.e-]+(, \w+)? · ω_y 0\.39, ω_x 0\.39$/,
  );
  await cursor.press('Escape');
  await expect(page.getByRole('img', { name: /^the wave/ })).toHaveCount(0);

  const result = page.getByRole('slider', { name: 'Read Result Uᵗ by arrow keys' });
  await result.focus();
  await result.press('End');
  await expect(result).toHaveAttribute('aria-valuetext', / · row 8, column 8$/);
  await result.press('ArrowUp');
  await result.press('Enter');
  await expect(page.getByRole('img', { name: /^Point source: .* row 7, column 8/ })).toBeVisible();
});

test('each mean of k says what it is over, and they are those of map and channels', async ({
  page,
}) => {
  await openDiffuse(page, '&stage=2&block=1&channel=3');
  await page.getByText('The network always runs one step').scrollIntoViewIfNeeded();
  const option = page.getByRole('option', { name: /^channel 4,/ });
  await expect(option).toHaveAccessibleName(
    `channel 4, mean k ${await numberOf(page, 'channel 4, over its waves')}`,
  );
  await expect(page.getByRole('radio', { name: /^stage 3, block 2,/ })).toHaveAccessibleName(
    `stage 3, block 2, mean k ${await numberOf(page, 'this block, over its channels')}`,
  );
});

test('what the times 0 and 16 mean is said beside the curve', async ({ page }) => {
  await openDiffuse(page);
  const curve = page.getByRole('region', { name: 'Where the decision flips' });
  await expect(curve.getByText('Only the convolutions are left')).toContainText('t = 16');
  await curve.getByRole('button', { name: 'convolutions' }).click();
  await expect(page.getByRole('dialog', { name: 'convolution' })).toBeVisible();
});

test('a logarithmic scale shows what arrives in the far corner', async ({ page }) => {
  // A short time: on the scale of the warmest token the far corner has the colour of nothing.
  await openDiffuse(page, '&scope=block&stage=1&kConst=2&patch=0.01,0.01&smooth=0&theme=light');
  const result = page.getByRole('img', { name: /^Result Uᵗ: from/ });
  await expect(result).toBeVisible();
  const colour = (x: number, y: number) =>
    result.evaluate(
      (element, [column, row]) => {
        const canvas = element as HTMLCanvasElement;
        const at = [column * canvas.width, row * canvas.height].map(Math.floor);
        const [r, g, b] = canvas.getContext('2d')?.getImageData(at[0], at[1], 1, 1).data ?? [];
        return { r, g, b };
      },
      [x, y],
    );
  const nothing = await colour(0.97, 0.97);
  const linear = await colour(0.35, 0.35);
  await page.getByText('Colours and scales').click();
  await page.getByRole('radio', { name: 'logarithmic' }).click();
  await expect(page).toHaveURL(/[?&]law=log/);
  await expect.poll(() => colour(0.35, 0.35)).not.toEqual(linear);
  const seen = await colour(0.35, 0.35);
  expect(seen.r - seen.b).toBeGreaterThan(linear.r - linear.b + 20);
  expect(Math.abs(nothing.r - nothing.b)).toBeLessThan(12);
});

test('the pixel laboratory has what it needs, and says what the prediction is of', async ({
  page,
}) => {
  await openDiffuse(page, '&lab&t=0');
  await expect(page.getByRole('img', { name: /^The photo after/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Network' })).toHaveCount(0);
  for (const name of ['Kind of diffusivity', 'Time and diffusivity act on', 'Curve over'])
    await expect(page.getByRole('radiogroup', { name })).toHaveCount(0);
  await expect(page.getByRole('slider', { name: 'Diffusivity k' })).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Prediction at this t, for the undisturbed photo' }),
  ).toContainText('The network still gets the photo as it was taken');
  const taken = await numberOf(page, 'mean brightness as taken');
  expect(Number(taken)).toBeGreaterThan(1);
  for (const t of [0, 4, 64]) {
    await page.evaluate((time) => window.vheat.setState({ t: time }), t);
    await expect.poll(() => numberOf(page, 'mean brightness now')).toBe(taken);
  }
});

test('on a phone the maps that time changes and the player are seen together', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await openDiffuse(page);
  const result = page.getByRole('img', { name: /^Result Uᵗ/ });
  const play = page.getByRole('button', { name: 'Play' });
  await expect(result).toBeInViewport({ ratio: 1 });
  await expect(play).toBeInViewport({ ratio: 1 });
  const [map, button] = [await result.boundingBox(), await play.boundingBox()];
  expect((map?.y ?? 0) + (map?.height ?? 0)).toBeLessThan(button?.y ?? 0);
  for (const name of ['Play', 'Step back', 'Step forward', 'Loop']) {
    const size = await page.getByRole('button', { name, exact: true }).boundingBox();
    expect(Math.min(size?.width ?? 0, size?.height ?? 0), name).toBeGreaterThanOrEqual(44);
  }
});
