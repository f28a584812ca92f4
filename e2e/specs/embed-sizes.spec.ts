import { expect, test, type Page } from '@playwright/test';
import type { PanelName } from '../../src/state/panel-name.ts';
import { VIEWS, type View } from '../../src/state/settings.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

test.use({ serviceWorkers: 'block' });

/** What a frame of 600 × 400 shows of each view: one panel, what is said of it, the player. */
const PANEL: Record<View, readonly PanelName[]> = {
  classify: ['photo', 'prediction'],
  diffuse: ['legend', 'maps', 'transport'],
  field: ['legend', 'maps'],
  compare: ['legend', 'maps'],
  complexity: ['plot'],
  robustness: ['curve'],
  models: ['network'],
};

const panels = (page: Page) =>
  page
    .locator('[data-panel]')
    .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('data-panel')))].sort());

/** Pixels of the frame's height that no view has. */
async function chrome(page: Page): Promise<number> {
  const box = await page.locator('main').boundingBox();
  const { height } = page.viewportSize() ?? { height: 0 };
  return height - (box?.height ?? 0);
}

/** Drawings that can be seen: the larger of their sides as a share of the frame's smaller one. */
const drawings = (page: Page) =>
  page.locator('main').evaluate((main) =>
    [...main.querySelectorAll('canvas, svg[role=img], img')]
      .filter((element) => element.checkVisibility())
      .map((element) => element.getBoundingClientRect())
      .filter(({ width, height }) => width > 20 && height > 20)
      .map(({ width, height }) => Math.max(width, height) / Math.min(innerWidth, innerHeight)),
  );

for (const view of VIEWS)
  test(`${view} in frames of three sizes`, async ({ page }) => {
    await page.setViewportSize({ width: 960, height: 540 });
    await new ExplorerPage(page).open(`?embed&view=${view}`);
    expect(await chrome(page)).toBeLessThanOrEqual(40);
    await page.setViewportSize({ width: 600, height: 400 });
    await expect.poll(() => panels(page)).toEqual(PANEL[view]);
    expect(await chrome(page)).toBeLessThanOrEqual(40);
    if (view === 'diffuse')
      for (const [lab, map] of [
        [true, /^The photo/],
        [false, /^Result/],
      ] as const) {
        await page.evaluate((on) => window.vheat.setState({ lab: on }), lab);
        await expect(page.getByRole('img', { name: map })).toBeInViewport({ ratio: 1 });
        await expect(page.getByRole('button', { name: 'Play' })).toBeInViewport({ ratio: 1 });
      }
    await page.setViewportSize({ width: 200, height: 150 });
    if (view === 'models') return;
    await expect.poll(() => drawings(page), { timeout: 60_000 }).toEqual([expect.any(Number)]);
    expect((await drawings(page))[0]).toBeGreaterThan(0.9);
    // Maps keep their shape.
    if (view !== 'complexity' && view !== 'robustness') {
      const map = await page.locator('main canvas').filter({ visible: true }).first().boundingBox();
      expect(map?.width).toBe(map?.height);
    }
    if (view !== 'diffuse') return;
    const before = await page.evaluate(() => window.vheat.state().t);
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => page.evaluate(() => window.vheat.state().t)).not.toBe(before);
  });
