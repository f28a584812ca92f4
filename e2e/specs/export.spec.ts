import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
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
  await app.open('?view=diffuse&sample=koala&t=4');
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

test('of a chart that is not drawn yet there are numbers alone', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open('?view=complexity');
  await page.getByRole('button', { name: /^Export Time on this device/ }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Copy as CSV', 'CSV file']);
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

/** Mean difference of two pictures of a map, 0…255, both seen at 96 pixels a side. */
async function difference(a: Buffer, b: Buffer): Promise<number> {
  const [first, second] = await Promise.all(
    [a, b].map((picture) => sharp(picture).removeAlpha().resize(96, 96).raw().toBuffer()),
  );
  return first.reduce((sum, value, i) => sum + Math.abs(value - second[i]), 0) / first.length;
}

/** The map of a figure as it is on screen at a time. */
async function onScreen(page: Page, label: RegExp, t: number): Promise<Buffer> {
  await page.evaluate((now) => window.vheat.setState({ t: now }), t);
  const canvas = page.getByRole('img', { name: label });
  await page.waitForTimeout(500);
  const url = await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  return Buffer.from(url.split(',')[1], 'base64');
}

/** Makes a film with the smallest of every choice. */
async function filmed(page: Page, name: string | RegExp, kind: string): Promise<Buffer> {
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: 'Film of time…' }).click();
  for (const choice of [kind, '320 px', '10', '4 s'])
    await page.getByRole('radio', { name: choice, exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Make the film' }).click(),
  ]);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  return readFile(await download.path());
}

test('a film of a figure begins and ends as the canvas looks then', async ({ page }) => {
  await new ExplorerPage(page).open('?view=diffuse&t=0&range=own');
  const gif = await filmed(page, RESULT, 'GIF');
  const { pages, loop, width, pageHeight } = await sharp(gif, { pages: -1 }).metadata();
  expect([pages, loop, width]).toEqual([40, 0, 320]);
  expect(pageHeight).toBeGreaterThan(340);
  expect(gif.toString()).toContain('view=diffuse');
  const frame = (index: number) =>
    sharp(gif, { page: index })
      .extract({ left: 0, top: 0, width: 320, height: 320 })
      .png()
      .toBuffer();
  const label = /^Result Uᵗ/;
  const [first, last] = [await onScreen(page, label, 0), await onScreen(page, label, 64)];
  expect(await difference(await frame(0), first)).toBeLessThan(6);
  expect(await difference(await frame(39), last)).toBeLessThan(6);
  expect(await difference(await frame(0), last)).toBeGreaterThan(8);
});

test('all channels and the photo as heat are filmed as WebM and MP4', async ({ page }) => {
  await new ExplorerPage(page).open('?view=diffuse&t=1');
  const films = [await filmed(page, /^Export All \d+ channels/, 'WebM')];
  await page.evaluate(() => window.vheat.setState({ lab: true, labSize: 128 }));
  films.push(await filmed(page, /^Export Uᵗ/, 'MP4'));
  for (const [i, mime] of ['video/webm', 'video/mp4'].entries()) {
    const input = new Input({ source: new BufferSource(films[i]), formats: ALL_FORMATS });
    const track = await input.getPrimaryVideoTrack();
    expect(await input.getMimeType()).toContain(mime);
    const { packetCount } = (await track?.computePacketStats()) ?? {};
    expect(packetCount).toBe(40);
    expect(await input.computeDuration()).toBeCloseTo(4, 2);
    expect((await input.getMetadataTags()).comment).toContain('view=diffuse');
  }
});

test('a kind without an encoder is said to be missing; a film is stopped half-way', async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'VideoEncoder'));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await new ExplorerPage(page).open('?view=diffuse');
  await page.getByRole('button', { name: RESULT }).click();
  expect(asked.filter((url) => url.includes('film-dialog'))).toEqual([]);
  await page.getByRole('menuitem', { name: 'Film of time…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Film of Result Uᵗ' });
  await expect(dialog.getByText('no encoder for WebM, MP4')).toBeVisible();
  await expect(dialog.getByRole('radio', { name: 'GIF' })).toBeChecked();
  await expect(dialog.getByRole('radio', { name: 'MP4' })).toHaveCount(0);
  await dialog.getByRole('radio', { name: '1080 px' }).click();
  await dialog.getByRole('button', { name: 'Make the film' }).click();
  const progress = dialog.getByRole('progressbar');
  await expect
    .poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.value))
    .toBeGreaterThan(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByRole('button', { name: 'Make the film' })).toBeVisible();
  await expect(page.locator('[data-code]')).toHaveCount(0);
});
