import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { PUBLISHED_SOURCE } from '../../src/content/published-results.ts';
import { zh } from '../../src/content/messages/zh.ts';
import { sayIn } from '../../src/content/messages/messages.ts';
import { MALFORMED_PICKLES } from '../../src/testing/bad-files/pickles.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { drop } from '../support/drop.ts';

test.use({ reducedMotion: 'reduce' });

/** What no language changes: the names of classes, networks and the paper. */
const NAMES = [
  ...['vheat-nano', 'vit-nano'].flatMap((id) => {
    const config: unknown = JSON.parse(readFileSync(`models/${id}/config.json`, 'utf8'));
    return (config as { labels: string[] }).labels;
  }),
  PUBLISHED_SOURCE,
]
  .map(withoutNumbers)
  .sort((a, b) => b.length - a.length);

/** Three English words in a row: less is a name or a term. */
const SENTENCE = /[A-Za-z][a-z’']*(?:[ ,:;]+[A-Za-z][a-z’']*){2,}/;

/** Numbers may run on, and make no other sentence. */
function withoutNumbers(text: string): string {
  return text.replace(/\d+(?:[.,]\d+)*/g, '0');
}

/** All that the page says, to eyes and to screen readers, but what is marked as code or as English. */
async function said(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all: string[] = [document.title];
    const foreign = 'script, style, noscript, pre, code, kbd, [lang=en]';
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest(foreign)) continue;
      for (const node of element.childNodes) if (node instanceof Text) all.push(node.data);
      for (const name of [
        'aria-label',
        'aria-description',
        'aria-roledescription',
        'aria-valuetext',
        'title',
        'placeholder',
        'alt',
      ])
        all.push(element.getAttribute(name) ?? '');
    }
    return all.map((text) => text.trim()).filter((text) => text !== '');
  });
}

/** What is left in English of all that the page says, now and once it has come to rest. */
async function english(page: Page): Promise<string[]> {
  const all = new Set<string>();
  let size = -1;
  await expect
    .poll(
      async () => {
        const before = size;
        for (const text of await said(page)) all.add(withoutNumbers(text));
        size = all.size;
        return size === before;
      },
      { intervals: [0, 1500], timeout: 60_000 },
    )
    .toBe(true);
  return [...all].filter(
    (text) =>
      !text.startsWith('npm run ') &&
      SENTENCE.test(NAMES.reduce((rest, name) => rest.replaceAll(name, '·'), text)),
  );
}

for (const [locale, lang, view] of [
  ['zh-CN', 'zh-CN', '分类'],
  ['zh-TW', 'zh-CN', '分类'],
  ['en-GB', 'en', 'Classify'],
  ['de-DE', 'en', 'Classify'],
] as const)
  test.describe(`a browser in ${locale}`, () => {
    test.use({ locale });

    test(`is met in ${lang} without being asked`, async ({ page }) => {
      await new ExplorerPage(page).open();
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.getByRole('navigation').getByRole('button').first()).toHaveText(view);
      await expect(page).toHaveTitle(new RegExp(`^${view} `));
      expect(page.url()).not.toContain('lang');
    });
  });

test('the switch in the header changes the language at once, in the link and for the next visit', async ({
  page,
}) => {
  const app = new ExplorerPage(page);
  const first = page.getByRole('navigation').getByRole('button').first();
  await app.open();
  await page.getByRole('button', { name: '中文' }).click();
  await expect(first).toHaveText('分类');
  await expect(page).toHaveURL(/[?&]lang=zh\b/);
  await app.open();
  await expect(first).toHaveText('分类');
  await page.getByRole('button', { name: 'EN', exact: true }).click();
  await expect(first).toHaveText('Classify');
  await expect(page).toHaveURL(/[?&]lang=en\b/);
  await app.open('?lang=zh');
  await expect(first).toHaveText('分类');
});

test('a broken checkpoint is refused in Chinese', async ({ page }) => {
  const [, bytes, error] = MALFORMED_PICKLES[0];
  const app = new ExplorerPage(page);
  await app.open('?lang=zh');
  await drop(page, { name: 'broken.pth', bytes });
  await expect(app.notice(error.code)).toContainText(sayIn(zh)(error));
  await expect(app.notice(error.code)).toContainText('这个检查点');
  expect(await english(page)).toEqual([]);
});

const VIEWS = [
  'view=classify',
  'view=classify&t=0',
  'view=diffuse',
  'view=diffuse&lab',
  'view=diffuse&source=impulse&t=4&k=2',
  'view=field',
  'view=compare',
  'view=complexity',
  'view=robustness',
  'view=models',
  'view=classify&present',
  'view=diffuse&embed',
];

for (const view of VIEWS)
  test(`nothing in English is left in ${view}, nor in the menus it opens`, async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open(`?${view}&lang=zh`);
    expect(await english(page)).toEqual([]);
    const menus = page.locator('[aria-haspopup]:visible');
    for (let i = 0; i < (await menus.count()); i++) {
      // The very element: maps that arrive meanwhile bring menus of their own. By keyboard: on a stage the header hides.
      const menu = await menus.nth(i).elementHandle();
      await menu.press('Enter');
      await expect.poll(() => menu.getAttribute('aria-expanded')).toBe('true');
      expect(await english(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });

test('nothing in English is left in the dialogs', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open('?lang=zh');
  for (const name of ['关于与引用', '分享', '网址', '摄像头'])
    await test.step(name, async () => {
      await page.getByRole('button', { name, exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await english(page)).toEqual([]);
      await page.keyboard.press('Escape');
    });
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeVisible();
  expect(await english(page)).toEqual([]);
});

for (const tour of ['1', 'stage'])
  test(`nothing in English is left in the tour from ${tour}`, async ({ page }) => {
    test.setTimeout(300_000);
    await new ExplorerPage(page).open(`?tour=${tour}&lang=zh`);
    const dock = page.getByRole('complementary', { name: '导览' });
    while (await dock.isVisible()) {
      expect(await english(page)).toEqual([]);
      await page.keyboard.press('ArrowRight');
    }
  });
