import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { VIEWS } from '../../src/state/settings.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

const SIZES = {
  window: { width: 1280, height: 800 },
  phone: { width: 360, height: 780 },
} as const;

for (const [theme, lang, size, layout] of [
  ['dark', 'en', 'window', ''],
  ['light', 'en', 'phone', ''],
  ['dark', 'zh', 'phone', ''],
  ['light', 'zh', 'window', ''],
  ['dark', 'en', 'window', '&present'],
  ['light', 'zh', 'window', '&present'],
] as const)
  test(`no view has anything that axe would object to, or is wider than its window: ${theme}, ${lang}, ${size}${layout}`, async ({
    page,
  }) => {
    test.setTimeout(180_000);
    await page.setViewportSize(SIZES[size]);
    const app = new ExplorerPage(page);
    for (const view of VIEWS) {
      await app.open(`?view=${view}&theme=${theme}&lang=${lang}${layout}`);
      await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        view,
      ).toEqual([]);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wider, view).toBeLessThanOrEqual(0);
    }
  });
