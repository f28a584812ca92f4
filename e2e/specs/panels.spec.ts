import { expect, test, type Page } from '@playwright/test';
import type { PanelName } from '../../src/state/panel-name.ts';
import { PANELS } from '../../src/views/panels.ts';
import type { View } from '../../src/state/settings.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { serveModels } from '../support/serve-models.ts';

test.use({ serviceWorkers: 'block' });

/** Settings with which a view shows every panel it has: in Diffuse, some only with the pixel laboratory. */
const SHOWN_WITH: Partial<Record<View, string>> = { robustness: '&disturb=occlusion' };
const ONLY_WITH: Partial<Record<PanelName, Partial<Record<View, string>>>> = {
  plot: { diffuse: '&lab' },
};

const shown = (page: Page) =>
  page
    .locator('[data-panel]')
    .evaluateAll((panels) => [...new Set(panels.map((panel) => panel.getAttribute('data-panel')))]);

const SETTLED = { timeout: 60_000 };

for (const [view, panels] of Object.entries(PANELS) as [View, readonly PanelName[]][])
  test(`${view}: every panel can be hidden, and be kept alone`, async ({ page }) => {
    test.setTimeout(240_000);
    await serveModels(page, ['vheat-test', 'vit-test']);
    const app = new ExplorerPage(page);
    await app.open(`?view=${view}${SHOWN_WITH[view] ?? ''}`);
    for (const panel of panels) {
      const lab = ONLY_WITH[panel]?.[view] !== undefined;
      await page.evaluate((on) => window.vheat.setState({ lab: on, hide: [], only: [] }), lab);
      await expect.poll(() => shown(page), SETTLED).toContain(panel);
      const all = await shown(page);
      await page.evaluate((name) => window.vheat.setState({ hide: [name] }), panel);
      const rest = all.filter((name) => name !== panel && (name !== 'legend' || panel !== 'maps'));
      await expect.poll(() => shown(page), SETTLED).toEqual(expect.arrayContaining(rest));
      expect(await shown(page)).not.toContain(panel);
      if (panel === 'legend') continue; // a part of maps, never alone
      await page.evaluate((name) => window.vheat.setState({ hide: [], only: [name] }), panel);
      await expect.poll(() => shown(page), SETTLED).toEqual([panel]);
      const box = await page.locator(`[data-panel="${panel}"]`).first().boundingBox();
      expect(box?.width).toBeGreaterThan(40);
      expect(box?.height).toBeGreaterThan(10);
    }
    await expect(app.notice('panels')).toHaveCount(0);
  });

test('a name that no panel has, or no panel of the view, is a note', async ({ page }) => {
  await serveModels(page, ['vheat-test', 'vit-test']);
  const app = new ExplorerPage(page);
  await app.open('?view=diffuse&hide=maps,sidebar&only=strip');
  await expect(app.notice('panels')).toContainText('No panel is called sidebar.');
  await page.evaluate(() => window.vheat.setState({ hide: ['maps'] }));
  await expect(app.notice('panels')).toContainText(
    'This view has nothing of what is to be kept (strip)',
  );
  await expect.poll(() => shown(page)).toContain('channels');
  expect(await shown(page)).not.toContain('maps');
  await page.evaluate(() => window.vheat.setState({ view: 'compare' }));
  await expect(app.notice('panels')).toHaveCount(0);
  await expect.poll(() => shown(page)).toEqual(['strip']);
});

test('time runs without the player', async ({ page }) => {
  await serveModels(page, ['vheat-test', 'vit-test']);
  const app = new ExplorerPage(page);
  await app.open('?view=diffuse&only=maps&t=0&scope=block&play');
  await expect(page.getByRole('img', { name: /^Result Uᵗ: from/ })).toBeVisible();
  expect(await shown(page)).toEqual(['maps']);
  const t = () => page.evaluate(() => window.vheat.state().t);
  await expect.poll(t).toBeGreaterThan(0.2);
});
