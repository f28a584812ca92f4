import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { pngTexts } from '../../src/testing/png-texts.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

test.use({ serviceWorkers: 'block' });

/** Opens the dialog on some state of the app. */
async function share(page: Page, search: string) {
  const app = new ExplorerPage(page);
  await app.open(search);
  await page.getByRole('button', { name: 'Share' }).click();
  return page.getByRole('dialog', { name: 'Share what is shown' });
}

/** What a phone reads off a picture of the screen. */
async function scanned(picture: Buffer): Promise<string | undefined> {
  const { data, info } = await sharp(picture)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

for (const theme of ['dark', 'light'])
  test(`the code leads a phone to the same state, in a hall as well (${theme})`, async ({
    page,
  }) => {
    const dialog = await share(page, `?view=diffuse&t=4&theme=${theme}&sample=koala`);
    const link = await dialog.getByRole('group', { name: 'Link' }).textContent();
    expect(new URL(link ?? '').search).toBe(`?view=diffuse&sample=koala&t=4&theme=${theme}`);
    const code = dialog.getByRole('button', { name: /^QR code/ });
    expect(await scanned(await code.screenshot())).toBe(link);

    await code.click();
    const hall = page.getByRole('dialog', { name: 'QR code of the link', exact: true });
    const box = await hall.boundingBox();
    const size = await page.evaluate(() => [window.innerWidth, window.innerHeight]);
    expect([box?.width, box?.height]).toEqual(size);
    const drawn = await hall.getByRole('button').locator('svg').boundingBox();
    expect(Math.min(drawn?.width ?? 0, drawn?.height ?? 0)).toBeGreaterThan(0.85 * size[1]);
    expect(await scanned(await page.screenshot())).toBe(link);
    await page.keyboard.press('Escape');
    await expect(hall).toHaveCount(0);
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Share' })).toBeFocused();
  });

test('frame, element and citations are copied; a photo of one’s own is said to stay', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = await share(page, '?view=compare&patch=0.25,0.5');
  const copied = async (name: string) => {
    await dialog.getByRole('button', { name: `Copy ${name}` }).click();
    await expect(dialog.getByText('Copied')).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    await expect(dialog.getByText('Copied')).toHaveCount(0);
    return text;
  };
  const origin = new URL(page.url()).origin;
  const frame = await copied('HTML');
  expect(frame).toContain(`src="${origin}/?view=compare&amp;`);
  expect(frame).toContain('embed');
  await dialog.getByRole('radio', { name: 'Element' }).click();
  const element = await copied('HTML');
  expect(element).toContain(`<script src="${origin}/embed.js"></script>`);
  expect(element).toContain('patch="0.25,0.5"');
  expect(await copied('BibTeX')).toContain('wang2025vheat');
  await dialog.getByRole('radio', { name: 'App' }).click();
  expect(await copied('BibTeX')).toContain(`url    = {${origin}/}`);
  await expect(dialog.getByText('this device alone')).toBeVisible();
  await expect(dialog.getByText('Your own photos')).toHaveCount(0);
});

test('nothing of the dialog is loaded before it is asked for', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await new ExplorerPage(page).open();
  expect(asked.filter((url) => url.includes('share-dialog'))).toEqual([]);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(asked.filter((url) => url.includes('share-dialog')).length).toBeGreaterThan(0);
});

/** Presses a button that saves a file. */
async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('the view is kept as a slide, and all its figures as a ZIP', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open('?view=diffuse&sample=koala&t=4');
  await expect(page.getByRole('img', { name: /^Result Uᵗ: from/ })).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  const slide = await saved(page, 'Slide, PNG');
  expect(slide.name).toBe('vheat-diffuse-slide.png');
  expect(await sharp(slide.bytes).metadata()).toMatchObject({ width: 1920, height: 1080 });
  expect(pngTexts(slide.bytes)).toMatchObject({ Source: page.url(), Title: 'Diffuse: Koala' });
  // As white as paper around, with photo and maps in the middle.
  expect((await sharp(slide.bytes).stats()).entropy).toBeGreaterThan(2);

  const { name, bytes } = await saved(page, 'All figures, ZIP');
  expect(name).toBe('vheat-diffuse.zip');
  const files = unzipSync(bytes);
  const text = (file: string) => strFromU8(files[file]);
  const stems = Object.keys(files).map((file) => file.replace(/\.[^.]*$/, ''));
  expect([...new Set(stems)]).toEqual(
    expect.arrayContaining([
      'about',
      'citation',
      expect.stringMatching(/^\d\d-Where-the-decision-flips$/),
    ]),
  );
  expect(JSON.parse(text('about.json'))).toMatchObject({ link: page.url(), settings: { t: 4 } });
  expect(text('citation.bib')).toContain('wang2025vheat');
  const figures = [...new Set(stems)].filter((stem) => `${stem}.npy` in files);
  expect(figures.map((stem) => stem.slice(3))).toEqual(
    expect.arrayContaining(['Source-U0', 'Spectrum-of-U0', 'What-survives', 'Result-Ut']),
  );
  for (const stem of figures) {
    const { shape, link } = JSON.parse(text(`${stem}.json`)) as { shape: number[]; link: string };
    expect(link).toBe(page.url());
    const rows = text(`${stem}.csv`).trim().split('\n');
    expect(rows.length).toBeGreaterThanOrEqual(shape[0]);
    const npy = Buffer.from(files[`${stem}.npy`]);
    expect(npy.length - 10 - npy.readUInt16LE(8)).toBe(4 * shape[0] * shape[1]);
    expect((await sharp(files[`${stem}.png`]).stats()).entropy).toBeGreaterThan(1);
    expect(text(`${stem}.svg`)).toContain('<svg');
  }
});
