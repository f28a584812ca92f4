import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { serveModels } from '../support/serve-models.ts';

// Models come from the test, not from a cache of an earlier visit.
test.use({ serviceWorkers: 'block' });

const time = (page: Page) => page.getByRole('slider', { name: 'Time t' });
const diffusivity = (page: Page) => page.getByRole('slider', { name: 'Diffusivity k' });
const timeNow = async (page: Page) => Number(await time(page).getAttribute('aria-valuenow'));

/** The channels' canvas has something on it: not all pixels are the same. */
const painted = (page: Page) =>
  page.getByRole('listbox', { name: 'Channels' }).evaluate((list) => {
    const canvas = list.parentElement?.querySelector('canvas');
    if (!canvas || canvas.width < 2) return false;
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    const context = copy.getContext('2d');
    context?.drawImage(canvas, 0, 0);
    const data = context?.getImageData(0, 0, copy.width, copy.height).data ?? [];
    return new Set(new Uint32Array(Uint8Array.from(data).buffer)).size > 20;
  });

async function openDiffuse(page: Page, search = ''): Promise<ExplorerPage> {
  await serveModels(page, ['vheat-test']);
  const app = new ExplorerPage(page);
  await app.open(`?view=diffuse${search}`);
  await expect(page.getByRole('img', { name: /^Result Uᵗ: from/ })).toBeVisible();
  return app;
}

test.describe('heat in the network', () => {
  test('plays, pauses, scrubs and steps', async ({ page }) => {
    await openDiffuse(page, '&t=0&scope=block');
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => timeNow(page)).toBeGreaterThan(0.1);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
    const stopped = await timeNow(page);
    expect(await timeNow(page)).toBe(stopped);

    await time(page).press('Home');
    expect(await timeNow(page)).toBe(0);
    await time(page).press('End');
    expect(await timeNow(page)).toBe(64);
    await time(page).press('ArrowLeft');
    expect(await timeNow(page)).toBeLessThan(64);
    const box = await time(page).locator('..').boundingBox();
    if (!box) throw new Error('the slider is not on screen');
    await page.mouse.click(box.x + box.width / 4, box.y + box.height / 2);
    expect(await timeNow(page)).toBeCloseTo(0.5, 2);
    await expect(time(page)).toHaveAttribute('aria-valuetext', 't = 0.50');
  });

  test('obeys the keys of a player anywhere on the page', async ({ page }) => {
    await openDiffuse(page);
    await page.locator('main').focus();
    await page.keyboard.press('Home');
    expect(await timeNow(page)).toBe(0);
    await page.keyboard.press('ArrowRight');
    expect(await timeNow(page)).toBeCloseTo(0.05, 5);
    await page.keyboard.press(' ');
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    await page.keyboard.press(' ');
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  });

  test('cools maps in place: the result at t = 0 is the source, later it is flatter', async ({
    page,
  }) => {
    await openDiffuse(page, '&t=0&kConst=5&scope=block&stage=1');
    const range = async (name: RegExp) => {
      const text = await page.getByRole('img', { name }).getAttribute('aria-label');
      const [low, high] = [...(text ?? '').matchAll(/(?:from|to) (−?[\d.e+-]+)/g)].map((match) =>
        Number(match[1].replace('−', '-')),
      );
      return text?.endsWith('everywhere.') ? 0 : high - low;
    };
    expect(await range(/^Result/)).toBe(await range(/^Source/));
    const source = await range(/^Source/);
    await time(page).press('End');
    await expect.poll(() => range(/^Result/)).toBeLessThan(source / 10);
  });

  test('changes the prediction with the diffusivity of the whole network, and brings it back', async ({
    page,
  }) => {
    const app = await openDiffuse(page, '&scope=network');
    const before = await app.topFive();
    await diffusivity(page).press('Home');
    await expect.poll(() => app.topFive()).not.toEqual(before);
    await expect(page.getByRole('button', { name: /k × 0 .* reset/ })).toBeVisible();
    await page.getByRole('button', { name: 'As trained' }).click();
    await expect.poll(() => app.topFive()).toEqual(before);
    await expect(page.getByRole('button', { name: /reset/ })).toHaveCount(0);

    const kind = page.getByRole('radiogroup', { name: 'Kind of diffusivity' });
    await kind.getByRole('radio', { name: 'constant k' }).click();
    await diffusivity(page).press('End');
    await expect(diffusivity(page)).toHaveAttribute('aria-valuenow', '100');
    await expect.poll(() => app.topFive()).not.toEqual(before);
    await page.getByRole('button', { name: 'As trained' }).click();
    await expect.poll(() => app.topFive()).toEqual(before);
  });

  test('draws where the decision flips', async ({ page }) => {
    await openDiffuse(page);
    const chart = page.getByRole('region', { name: 'Where the decision flips' });
    await expect(chart.getByRole('status')).toHaveText(/ all along k·t\.$|from k·t ≈/, {
      timeout: 60_000,
    });
    await expect(chart.getByRole('listitem')).toHaveCount(3);
  });

  test('draws what wins, as trained and anywhere else', async ({ page }) => {
    const app = new ExplorerPage(page);
    // On a hard photo the decision of the network that comes with the app flips several times.
    await app.open('?view=diffuse&sample=alpine-landscape');
    const chart = page.getByRole('region', { name: 'Where the decision flips' });
    await expect(chart.getByRole('status')).not.toHaveText(/^Asking/, { timeout: 90_000 });
    const winners = chart.getByRole('listitem').filter({ hasText: /wins from \d/ });
    const [trained] = await app.topFive();
    await expect(winners.filter({ hasText: trained.label })).toHaveCount(1);
    expect(await chart.locator('svg path').count()).toBeGreaterThanOrEqual(
      2 * (await winners.count()),
    );
  });
});

test('spectra are magnitudes, their sign is a word, and what is pointed at is read in full', async ({
  page,
}) => {
  await openDiffuse(page, '&scope=block');
  const spectrum = page.getByRole('img', { name: /^Spectrum of / });
  for (const [choice, name] of [
    ['whole map', 'Spectrum of U⁰'],
    ['impulse', 'Spectrum of the impulse'],
    ['patch', 'Spectrum of the patch'],
  ]) {
    await page.getByRole('radio', { name: choice, exact: true }).click();
    await expect(spectrum).toHaveAccessibleName(
      new RegExp(`^${name}: from \\d[^−]* strongest [\\d.]+, (negative|positive), at ω_y`),
    );
  }
  for (const width of [1280, 1120, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const name of [/^Point source/, /^Spectrum of/, /^What survives/, /^Result Uᵗ/]) {
      const map = page.getByRole('img', { name });
      await map.scrollIntoViewIfNeeded();
      const figure = page.getByRole('figure').filter({ has: map });
      const still = await figure.boundingBox();
      await map.hover({ position: { x: 3, y: 60 } });
      const readOut = figure.locator('figcaption span');
      await expect(readOut).toHaveText(/^−?\d[\d.e+−-]*(, (negative|positive))? · (row|ω_y) /);
      const cut = await readOut.evaluate(
        (e) => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight,
      );
      expect(cut, `${String(name)} at ${width} px`).toBe(false);
      expect((await figure.boundingBox())?.height).toBeCloseTo(still?.height ?? 0, 0);
    }
  }
});

test('every map gives its numbers as CSV, as they are and not as they are coloured', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openDiffuse(page, '&scope=block&patch=0.01,0.01');
  const numbersOf = async (name: string) => {
    const text = await new ExplorerPage(page).copyCsv(name);
    return text
      .trim()
      .split('\n')
      .map((row) => row.split(',').map(Number));
  };
  const source = (await numbersOf('Point source')).flat();
  expect(source[0]).toBe(1);
  expect(source.filter((value) => value !== 0)).toHaveLength(1);
  const total = (await numbersOf('Result Uᵗ')).flat().reduce((a, b) => a + b);
  expect(total).toBeCloseTo(1, 3);
  const spectrum = (await numbersOf('Spectrum of the impulse')).flat();
  // Orthonormal waves: their squares add up to that of the one unit of heat.
  expect(spectrum.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 3);
  await page.getByRole('radio', { name: 'whole map' }).click();
  await expect(page.getByRole('img', { name: /^Spectrum of U⁰: from/ })).toBeVisible();
  expect((await numbersOf('Spectrum of U⁰')).flat().some((value) => value < 0)).toBe(true);
});

test.describe('choosing', () => {
  test('block by the map of the network, channel by its picture; both are in the link', async ({
    page,
  }) => {
    await openDiffuse(page);
    await page.getByRole('radio', { name: /^stage 3, block 3,/ }).click();
    await expect(page.getByRole('heading', { name: /^Stage 3 · block 3/ })).toBeVisible();
    await expect.poll(() => painted(page)).toBe(true);
    await page.getByRole('option', { name: /^channel 5,/ }).click();
    await expect(page.getByRole('heading', { name: /channel 5$/ })).toBeVisible();
    await expect(page).toHaveURL(/stage=2&block=2&channel=4/);
    await page.getByRole('listbox', { name: 'Channels' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('heading', { name: /channel 5$/ })).toHaveCount(0);
  });

  test('a patch makes its heat the source', async ({ page }) => {
    await openDiffuse(page, '&patch=0.26,0.51&scope=block');
    await expect(
      page.getByRole('img', {
        name: /^Point source: from 0 to 1\.00, strongest 1\.00 at row 9, column 5/,
      }),
    ).toBeVisible();
    await page.getByRole('slider', { name: 'Source patch' }).press('ArrowRight');
    await expect(
      page.getByRole('img', { name: /^Point source: .* row 9, column 6/ }),
    ).toBeVisible();
    await page.getByRole('radio', { name: 'whole map' }).click();
    await expect(page.getByRole('img', { name: /^Source U⁰/ })).toBeVisible();
    await expect(page).not.toHaveURL(/patch/);
  });

  test('a link brings everything back', async ({ page }) => {
    await openDiffuse(page, '&stage=1&block=1&channel=3&t=2.5&kConst=4&scope=stage');
    await expect(
      page.getByRole('heading', { name: 'Stage 2 · block 2 · channel 4' }),
    ).toBeVisible();
    expect(await timeNow(page)).toBe(2.5);
    await expect(diffusivity(page)).toHaveAttribute('aria-valuenow', '4');
    await expect(page.getByRole('radio', { name: 'stage', exact: true })).toBeChecked();
  });
});

test('while a ViT classifies, heat is shown by the vHeat, and the ViT’s belief without t and k', async ({
  page,
}) => {
  await serveModels(page, ['vheat-test', 'vit-test']);
  await new ExplorerPage(page).open('?view=diffuse&model=vit-test');
  await expect(page.getByRole('img', { name: /^Result Uᵗ: from/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Prediction of ViT-Test' })).toBeVisible();
  await expect(page.getByText('It attends and conducts no heat')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Where the decision flips' })).toHaveCount(0);
});

test('the photo itself conducts in the pixel laboratory', async ({ page }) => {
  await openDiffuse(page, '&scope=block');
  const program = page.waitForResponse(/\/simd-pixels-[^/]*\.wasm$/);
  await page.getByRole('radio', { name: 'pixel laboratory' }).click();
  expect((await program).ok()).toBe(true);
  const photo = page.getByRole('img', {
    name: /^The photo after its heat has spread by 1\.4 of 256/,
  });
  await expect(photo).toBeVisible();
  await time(page).press('End');
  await expect(page.getByRole('img', { name: /spread by 11\.3 of 256 pixels/ })).toBeVisible();
  await page.getByRole('slider', { name: 'Cut through the photo' }).press('ArrowDown');
  await expect(page).toHaveURL(/[?&]lab(&|$)/);
});

for (const width of [1280, 1000, 360])
  test(`nothing moves while time plays, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const app = new ExplorerPage(page);
    // The network that comes with the app: its classes have names of all lengths.
    await app.open('?view=diffuse&t=0&scope=network');
    await expect(page.getByRole('img', { name: /^Result Uᵗ: from/ })).toBeVisible();
    const chart = page.getByRole('region', {
      name: 'Where the decision flips',
      includeHidden: true,
    });
    await expect(chart.getByRole('status', { includeHidden: true })).not.toHaveText(/^Asking/, {
      timeout: 90_000,
    });
    const header = () => page.getByRole('banner').evaluate((e) => e.getBoundingClientRect().height);
    const before = await header();
    const shifts = await page.evaluate(async () => {
      const seen: string[] = [];
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          value: number;
          sources: { node: Node | null }[];
        })[]) {
          const nodes = entry.sources.map(({ node }) =>
            node instanceof Element ? node.outerHTML.slice(0, 80) : (node?.textContent ?? ''),
          );
          // A right-aligned number that gains a digit is counted too, with a few millionths.
          if (entry.value >= 1e-4) seen.push(`${entry.value.toFixed(6)}: ${nodes.join(' | ')}`);
        }
      });
      observer.observe({ type: 'layout-shift' });
      // Past t = 10, where times have one digit fewer, and once around.
      await window.vheat.setState({ play: true });
      await new Promise((resolve) => setTimeout(resolve, 13_000));
      await window.vheat.setState({ play: false });
      await new Promise((resolve) => setTimeout(resolve, 500));
      observer.disconnect();
      return seen;
    });
    expect(shifts).toEqual([]);
    expect(await header()).toBe(before);
    if (width === 360) await page.getByRole('button', { name: /^Menu, t = / }).click();
    await expect(
      page.getByRole('button', { name: /^t = .* whole network · reset$/ }),
    ).toBeVisible();
    await page.getByRole('button', { name: /· reset$/ }).click();
    await expect(page.getByRole('button', { name: /· reset$/ })).toHaveCount(0);
    expect(await header()).toBe(before);
  });

test('at rest every channel is drawn, after playing and after a resize', async ({ page }) => {
  await openDiffuse(page, '&scope=block&t=0');
  const list = page.getByRole('listbox', { name: 'Channels' });
  /** Tiles of channels that have something on them. */
  const drawn = () =>
    list.evaluate((element) => {
      const canvas = element.parentElement?.querySelector('canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) return -1;
      const origin = canvas.getBoundingClientRect();
      return [...element.children].filter((tile) => {
        const { x, y, width, height } = tile.getBoundingClientRect();
        const scale = canvas.width / origin.width;
        const at = [x + width / 2 - origin.x, y + height / 2 - origin.y].map((v) => v * scale);
        return context.getImageData(Math.floor(at[0]), Math.floor(at[1]), 1, 1).data[3] > 0;
      }).length;
    });
  const channels = await list.getByRole('option').count();
  // A slow machine: every frame seems to take far longer than the grid may.
  await page.evaluate(() => {
    const now = performance.now.bind(performance);
    let late = 0;
    performance.now = () => now() + (late += 40);
  });
  await page.evaluate(() => window.vheat.setState({ play: true }));
  await expect(page.getByText(/^Drawn without a GPU: the first \d+ of/)).toBeVisible();
  expect(await drawn()).toBeLessThan(channels);
  await page.evaluate(() => window.vheat.setState({ play: false }));
  await expect.poll(drawn).toBe(channels);
  for (const width of [1180, 1400]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(page.getByText(/^Drawn without a GPU/)).toHaveCount(0);
    await expect.poll(drawn).toBe(channels);
  }
});

test('someone who asked for less motion starts it by hand', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openDiffuse(page, '&play=1&t=0&scope=block');
  const play = page.getByRole('button', { name: 'Play' });
  await expect(play).toBeVisible();
  expect(await timeNow(page)).toBe(0);
  // Each press is one step.
  await play.click();
  await expect.poll(() => timeNow(page)).toBe(0.05);
  await play.click();
  await expect.poll(() => timeNow(page)).toBe(0.1);
});

for (const [width, height, theme] of [
  [1280, 800, 'dark'],
  [1280, 800, 'light'],
  [360, 740, 'light'],
] as const) {
  test(`has no accessibility faults at ${width} pixels, ${theme}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openDiffuse(page, `&theme=${theme}&t=2`);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const { scrollWidth } = await page.evaluate(() => ({
      scrollWidth: document.documentElement.scrollWidth,
    }));
    expect(scrollWidth).toBeLessThanOrEqual(width);
  });
}
