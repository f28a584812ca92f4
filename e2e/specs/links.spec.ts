import { expect, test, type Browser, type Page } from '@playwright/test';
import type { Settings, View } from '../../src/state/settings.ts';
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
      digests.push([canvas.getAttribute('aria-label') ?? '', hex.join('').slice(0, 16)]);
    }
    return digests;
  });

const read = (page: Page) =>
  page.evaluate(() => window.vheat.state() as unknown as Record<string, unknown>);

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
      smooth: false,
      speed: 2,
      loop: false,
      open: ['colours', 'network'],
    },
  ],
  ['diffuse', { lab: true, labSize: 128, cut: 0.25, t: 8, magnitude: 'cividis' }],
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
    expect(sent).not.toEqual(untouched);
    const settings = await read(sender);
    expect(settings).toMatchObject(away);
    await expect
      .poll(() => new URL(sender.url()).searchParams.size)
      .toBeGreaterThan(Object.keys(away).length);
    const { search } = new URL(sender.url());
    await sender.context().close();

    const receiver = await visit(browser, baseURL, search);
    expect(await read(receiver)).toEqual(settings);
    await expect.poll(() => pictures(receiver)).toEqual(sent);
    await receiver.context().close();
  });
