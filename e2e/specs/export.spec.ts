import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { pngTexts } from '../../src/testing/png-texts.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

test.use({ serviceWorkers: 'block' });

/** Chooses an entry of an export menu. @returns the bytes of the file that is saved */
async function exported(page: Page, name: string | RegExp, kind: string): Promise<Buffer> {
  await page.getByRole('button', { name }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: kind, exact: true }).click(),
  ]);
  return readFile(await download.path());
}

const RESULT = 'Export Result Uᵗ';

test('a figure is kept as PNG, SVG, NPY and JSON with the link to it inside', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open('?view=diffuse&t=4');
  await expect(page.getByRole('button', { name: RESULT })).toBeVisible();
  const link = page.url();

  const sizes: number[] = [];
  for (const kind of ['PNG', 'PNG, 2×', 'PNG, 4×']) {
    const png = await exported(page, RESULT, kind);
    sizes.push((await sharp(png).metadata()).width);
    expect(pngTexts(png)).toMatchObject({ Source: link, Title: 'Result Uᵗ' });
    expect(pngTexts(png).Citation).toContain('wang2025vheat');
    // Drawn, not empty: many colours.
    expect((await sharp(png).stats()).entropy).toBeGreaterThan(2);
  }
  expect(sizes).toEqual([512, 1024, 2048]);

  const svg = (await exported(page, RESULT, 'SVG, text editable')).toString();
  const read = await page.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      root: documentElement.localName,
      texts: [...documentElement.querySelectorAll('text')].map((node) => node.textContent),
      images: documentElement.querySelectorAll('image[href^="data:image/png"]').length,
      metadata: documentElement.querySelector('metadata')?.textContent ?? '',
    };
  }, svg);
  expect(read.root).toBe('svg');
  expect(read.texts).toContain('Result Uᵗ');
  expect(read.images).toBe(1);
  expect(JSON.parse(read.metadata)).toMatchObject({ link, settings: { t: 4 } });

  const json = JSON.parse((await exported(page, RESULT, 'JSON')).toString()) as {
    shape: number[];
    link: string;
    data: number[][];
  };
  expect(json.link).toBe(link);
  const npy = await exported(page, RESULT, 'NPY, float32');
  const start = 10 + npy.readUInt16LE(8);
  const numbers = Array.from({ length: (npy.length - start) / 4 }, (_, i) =>
    npy.readFloatLE(start + 4 * i),
  );
  expect(numbers).toHaveLength(json.shape[0] * json.shape[1]);
  expect(numbers).toEqual(json.data.flat());
  expect(npy.subarray(10, start).toString()).toContain(`'shape': (${json.shape.join(', ')})`);
});

test('a chart is kept as it looks, with its texts as texts', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open('?view=complexity');
  const name = /^Export Published/;
  const svg = (await exported(page, name, 'SVG, text editable')).toString();
  expect(svg).toContain('images per second');
  expect(svg).not.toContain('class=');
  const png = await exported(page, name, 'PNG, 2×');
  expect((await sharp(png).stats()).entropy).toBeGreaterThan(0.3);
  expect(pngTexts(png).Source).toBe(page.url());
});

test('the menu is worked by keys, and nothing of it is loaded before it is asked for', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const app = new ExplorerPage(page);
  await app.open('?view=diffuse');
  await page.getByRole('button', { name: RESULT }).focus();
  expect(asked.filter((url) => /assets\/(files|save)-/.test(url))).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: RESULT })).toBeFocused();
});
