import { expect, test, type Page } from '@playwright/test';
import { VIEWS } from '../../src/state/settings.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

const STAGES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
] as const;

/** Smallest type on a stage, as a share of its height. */
const SMALLEST = 1 / 45;

/** The words on screen whose type is too small for the back of a hall, each with its size in pixels. */
function smallWords(page: Page, smallest: number): Promise<string[]> {
  return page.evaluate((least) => {
    const small: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const element = node.parentElement;
      if (
        text === '' ||
        !element?.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (element.closest('.visually-hidden') || box.bottom <= 0 || box.width <= 1) continue;
      const drawn = element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.a ?? 1) : 1;
      const size = parseFloat(getComputedStyle(element).fontSize) * drawn;
      if (size < least - 0.01) small.push(`${size.toFixed(1)} px: ${text}`);
    }
    return small;
  }, smallest);
}

/** What has more in it than it shows, or reaches out of the window. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, main *')]
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
        const root = element === document.documentElement;
        const box = element.getBoundingClientRect();
        return (
          ((root || scrolls(overflowY)) && element.scrollHeight > element.clientHeight + 1) ||
          ((root || scrolls(overflowX)) && element.scrollWidth > element.clientWidth + 1) ||
          (element.checkVisibility() &&
            !element.closest('.visually-hidden') &&
            box.width > 1 &&
            (box.bottom > innerHeight + 1 || box.right > innerWidth + 1))
        );
      })
      .map((element) => `${element.tagName} ${element.getAttribute('class') ?? ''}`),
  );
}

for (const view of VIEWS)
  for (const lang of ['en', 'zh'])
    test(`${view} fits every stage without scrolling, in type for the last row, ${lang}`, async ({
      page,
    }) => {
      await page.setViewportSize(STAGES[0]);
      await new ExplorerPage(page).open(`?view=${view}&present&lang=${lang}`);
      for (const stage of STAGES) {
        await page.setViewportSize(stage);
        await expect.poll(() => cutOff(page), { message: `cut off at ${stage.width}` }).toEqual([]);
        expect(await smallWords(page, stage.height * SMALLEST), `at ${stage.width}`).toEqual([]);
      }
    });
