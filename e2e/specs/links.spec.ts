import { expect, test, type Browser, type Page } from '@playwright/test';
import type { Settings, View } from '../../src/state/settings.ts';
import { formatSearch } from '../../src/state/url.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { serveModels } from '../support/serve-models.ts';

test.use({ serviceWorkers: 'block' });

/** Every canvas on screen by its name: a digest of its pixels. */
const pictures = (page: Page) =>
  page.locator('canvas').evaluateAll(async (canvases) => {
    const digests: [string, string][] = [];
    for (const canvas of canvases as HTMLCanvasElement[]) {
      const copy = new OffscreenCanvas(Math.max(1, canvas.width), Math.max(1, canvas.height));
      const context = copy.getContext('2d');
      context?.drawImage(canvas, 0, 0);
      const pixels = context?.getImageData(0, 0, copy.width, copy.height).data;
      const hash = await crypto.subtle.digest('SHA-256', pixels ?? new ArrayBuffer(0));
      const hex = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0'));
      digests.push([
        canvas.getAttribute('aria-label') ?? '',
        `${canvas.width} × ${canvas.height}: ${hex.join('').slice(0, 16)}`,
      ]);
    }
    return digests;
  });

const read = (page: Page) => page.evaluate(() => window.vheat.state());

/** Pictures that have not changed for a moment. */
async function settled(page: Page) {
  let before = '';
  await expect
    .poll(
      async () => {
        const now = JSON.stringify(await pictures(page));
        const same = now === before;
        before = now;
        return same;
      },
      { intervals: [700], timeout: 60_000 },
    )
    .toBe(true);
  return JSON.parse(before) as [string, string][];
}

/** Opens an address as somebody who was never here. */
async function visit(browser: Browser, baseURL: string | undefined, search: string): Promise<Page> {
  const context = await browser.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  await serveModels(page, ['vheat-test', 'vit-test']);
  await new ExplorerPage(page).open(search);
  return page;
}

type Away = Partial<Record<keyof Settings, unknown>>;

/** Settings of each view away from their defaults. */
const AWAY: readonly (readonly [View, Away])[] = [
  ['classify', { sample: 'goldfish', crop: true, open: ['classes'], t: 0, theme: 'light' }],
  [
    'diffuse',
    {
      stage: 1,
      block: 1,
      channel: 5,
      t: 2.5,
      kConst: 3,
      scope: 'block',
      patch: { x: 0.3, y: 0.7 },
      source: 'patch',
      sort: 'energy',
      axis: 'constant',
      signed: 'purple-orange',
      magnitude: 'grey',
      range: 'shared',
      law: 'log',
      smooth: false,
      speed: 2,
      loop: false,
      open: ['colours', 'network'],
    },
  ],
  ['diffuse', { lab: true, labSize: 128, cut: 0.25, t: 8, magnitude: 'cividis' }],
  [
    'field',
    {
      stage: 1,
      patch: { x: 0.2, y: 0.8 },
      images: 'samples',
      norm: 'pow02',
      before: true,
      magnitude: 'cividis',
    },
  ],
  [
    'compare',
    {
      stage: 1,
      block: 0,
      patch: { x: 0.2, y: 0.8 },
      heat: 'source',
      attention: 'rollout',
      layer: 1,
      scale: 'shared',
      theme: 'dark',
    },
  ],
  ['compare', { heat: 'correlation', head: 1, k: 3 }],
  ['complexity', { pixels: 320, lang: 'zh' }],
  ['models', { model: 'vit-test' }],
];

for (const [view, away] of AWAY)
  test(`a link brings back all of ${view}: ${Object.keys(away).join(', ')}`, async ({
    browser,
    baseURL,
  }) => {
    const sender = await visit(browser, baseURL, `?view=${view}&theme=light`);
    const untouched = await settled(sender);
    await sender.evaluate((settings) => window.vheat.setState(settings), away);
    const sent = await settled(sender);
    if (sent.length > 0) expect(sent).not.toEqual(untouched);
    const settings = await read(sender);
    expect(settings).toMatchObject(away);
    const search = formatSearch(settings);
    await expect.poll(() => new URL(sender.url()).search).toBe(search);
    await sender.context().close();

    const receiver = await visit(browser, baseURL, search);
    expect(await read(receiver)).toEqual(settings);
    await expect.poll(() => pictures(receiver)).toEqual(sent);
    await receiver.context().close();
  });

test('copies the link to what is shown, in its shortest form', async ({ browser, baseURL }) => {
  const page = await visit(browser, baseURL, '?view=diffuse&hide=&theme=system&utm_source=talk');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => window.vheat.setState({ lab: true, loop: false, t: 2.5 }));
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Copy Link' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const { sample } = await read(page);
  expect(link).toBe(
    `${new URL(page.url()).origin}/?view=diffuse&sample=${String(sample)}&t=2.5&lab&loop=0`,
  );
  await page.context().close();
});

test('a photo of one’s own is named as missing where the link arrives', async ({
  browser,
  baseURL,
}) => {
  const sender = await visit(browser, baseURL, '?t=2');
  await sender.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await new ExplorerPage(sender).chooseImage.setInputFiles(
    'src/testing/fixtures/preprocess/landscape-451x300.png',
  );
  await expect(sender.getByRole('heading', { name: 'landscape-451x300.png' })).toBeVisible();
  await sender.getByRole('button', { name: 'Share' }).click();
  await expect(sender.getByText('Your own photos are not in the link')).toBeVisible();
  await sender.getByRole('button', { name: 'Copy Link' }).click();
  const link = await sender.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).search).toBe('?photo=own&t=2');
  await sender.context().close();

  const receiver = await visit(browser, baseURL, new URL(link).search);
  const app = new ExplorerPage(receiver);
  await expect(app.notice('photo-missing')).toContainText('The photo shown stands in for it.');
  expect(await read(receiver)).toMatchObject({ photo: null, t: 2 });
  // Whoever has the photo opens it, and the note is done with.
  await app.chooseImage.setInputFiles('src/testing/fixtures/preprocess/landscape-451x300.png');
  await expect(app.notice('photo-missing')).toHaveCount(0);
  await receiver.context().close();
});

test('what is out of range in a link is named', async ({ browser, baseURL }) => {
  const page = await visit(
    browser,
    baseURL,
    '?view=compare&t=1000&theme=pink&stage=9&head=7&channel=3',
  );
  const app = new ExplorerPage(page);
  await expect(app.notice('link')).toContainText(
    't=1000 (≤ 64), theme=pink (dark | light | system)',
  );
  await expect(app.notice('outside-network')).toContainText(
    'no head 8. Shown instead: mean of heads',
  );
  expect(await read(page)).toMatchObject({
    t: 1,
    theme: 'system',
    stage: 3,
    channel: 3,
    head: null,
  });
  await page.context().close();
});
