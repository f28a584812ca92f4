import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';

test.describe('a first visit', () => {
  test('classifies the first sample without a click, and says where', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open();
    expect(await app.topFive()).toHaveLength(5);
    await expect(app.backend).toContainText(/WASM · \d/);
    await app.backend.getByRole('button').click();
    await expect(page.getByText('found no GPU for WebGPU')).toBeVisible();
  });

  test('asks nobody but its own origin', async ({ page, baseURL }) => {
    const foreign: string[] = [];
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== baseURL && protocol !== 'blob:' && protocol !== 'data:')
        foreign.push(request.url());
    });
    const app = new ExplorerPage(page);
    await app.open();
    await app.samples.getByRole('button').nth(1).click();
    await app.ready();
    expect(foreign).toEqual([]);
  });

  test('works without the network afterwards, reload included, and downloads no weights twice', async ({
    page,
    context,
  }) => {
    const app = new ExplorerPage(page);
    await app.open();
    await app.kept(2);
    const before = await app.topFive();
    // A photo that was looked at is kept.
    await app.samples.getByRole('button').nth(3).click();
    await app.ready();
    await expect.poll(() => app.topFive()).not.toEqual(before);
    const other = await app.topFive();
    await app.samples.getByRole('button').first().click();
    await app.ready();
    await expect.poll(() => app.topFive()).toEqual(before);
    const weights: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('.safetensors')) weights.push(request.url());
    });
    await page.reload();
    await app.ready();
    expect(weights).toEqual([]);

    await context.setOffline(true);
    await page.reload();
    await app.ready();
    expect(await app.topFive()).toEqual(before);
    await app.samples.getByRole('button').nth(3).click();
    await app.ready();
    await expect.poll(() => app.topFive()).toEqual(other);
  });
});

test.describe('photos', () => {
  const photo = 'src/testing/fixtures/preprocess/landscape-600x400.png';

  test('come by the picker, and the crop shown is the network’s', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open();
    await app.chooseImage.setInputFiles(photo);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('landscape-600x400.png');
    await expect(page.getByText('600 × 400 px')).toBeVisible();
    await page.getByRole('radio', { name: /as the network sees it/ }).click();
    await expect(page.getByRole('img', { name: /exactly what the network sees/ })).toBeVisible();
    await expect(page).not.toHaveURL(/sample=/);
  });

  test('come by drop anywhere, by paste and by address', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open();
    const drop = async (type: 'drop' | 'paste', names: string[]) =>
      page.evaluate(
        async ({ type, names }) => {
          const canvas = new OffscreenCanvas(80, 60);
          canvas.getContext('2d')?.fillRect(0, 0, 40, 60);
          const blob = await canvas.convertToBlob({ type: 'image/png' });
          const data = new DataTransfer();
          for (const name of names) data.items.add(new File([blob], name, { type: 'image/png' }));
          const event =
            type === 'drop'
              ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
              : new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
          (document.querySelector('main') ?? document.body).dispatchEvent(event);
        },
        { type, names },
      );
    await drop('drop', ['dropped.png']);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('dropped.png');
    await drop('paste', ['pasted.png']);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('pasted.png');
    await drop('drop', ['one.png', 'two.png', 'three.png']);
    await expect(app.notice('several-files')).toContainText('3 files came at once; "one.png"');

    await page.getByRole('button', { name: 'Address' }).click();
    const field = page.getByLabel('Address of the picture');
    await field.fill(new URL('samples/espresso.jpg', page.url()).href);
    await field.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('espresso.jpg');
  });

  test('of which only the newest counts', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open();
    const outcome = await page.evaluate(async () => {
      const picture = async (shade: number) => {
        const canvas = new OffscreenCanvas(64, 64);
        const context = canvas.getContext('2d');
        if (context) {
          context.fillStyle = `rgb(${shade} ${shade} ${shade})`;
          context.fillRect(0, 0, 64, 64);
        }
        return canvas.convertToBlob();
      };
      const pictures = await Promise.all(Array.from({ length: 30 }, (_, i) => picture(8 * i)));
      const results = await Promise.allSettled(pictures.map((blob) => window.vheat.classify(blob)));
      const alone = await window.vheat.classify(pictures[29]);
      const last = results[29];
      return {
        codes: results
          .slice(0, 29)
          .map((r) => (r.status === 'rejected' ? (r.reason as { code: string }).code : 'won')),
        same:
          last.status === 'fulfilled' &&
          JSON.stringify(last.value.predictions) === JSON.stringify(alone.predictions),
      };
    });
    expect(new Set(outcome.codes)).toEqual(new Set(['superseded']));
    expect(outcome.same).toBe(true);
  });

  test('that are none are refused, and the last good one stays', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open();
    const before = await app.topFive();
    const title = await page.getByRole('heading', { level: 1 }).textContent();
    const bad = [
      { name: 'empty.jpg', buffer: Buffer.alloc(0), code: 'empty' },
      { name: 'page.jpg', buffer: Buffer.from('<!doctype html><p>x'), code: 'not-an-image' },
      { name: 'notes.png', buffer: Buffer.from('only words'), code: 'not-an-image' },
      {
        name: 'drawing.jpg',
        buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        code: 'svg',
      },
    ];
    for (const { name, buffer, code } of bad) {
      await app.chooseImage.setInputFiles({ name, mimeType: 'image/jpeg', buffer });
      await expect(app.notice(code)).toBeVisible();
      expect(await app.topFive()).toEqual(before);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title ?? '');
      await expect(page.locator('html')).toHaveAttribute('data-status', 'ready');
    }
    await app.samples.getByRole('button').nth(2).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test.describe('the page', () => {
  test('keeps what the link says through a reload, and back goes back', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open('?theme=light');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    const first = await app.topFive();
    await app.samples.getByRole('button').nth(4).click();
    await expect.poll(() => app.topFive()).not.toEqual(first);
    await expect(page).toHaveURL(/sample=/);
    const second = await app.topFive();
    await page.reload();
    await app.ready();
    expect(await app.topFive()).toEqual(second);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await page.goBack();
    await expect.poll(() => app.topFive()).toEqual(first);
  });

  test('keeps the user’s own photo through steps that name no other', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open();
    await app.chooseImage.setInputFiles('src/testing/fixtures/preprocess/landscape-600x400.png');
    const title = page.getByRole('heading', { level: 1 });
    await expect(title).toHaveText('landscape-600x400.png');
    await app.ready();
    const own = await app.topFive();
    await page.getByRole('link', { name: 'Skip to the view' }).press('Enter');
    await app.goto('Compare');
    await expect(page).toHaveURL(/view=compare/);
    await page.goBack();
    await expect(page).not.toHaveURL(/view=/);
    await expect(title).toHaveText('landscape-600x400.png');
    expect(await app.topFive()).toEqual(own);
    await page.goForward();
    await expect(page).toHaveURL(/view=compare/);
  });

  test('works where the browser lets it remember nothing', async ({ page }) => {
    await page.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      }),
    );
    const app = new ExplorerPage(page);
    await app.open('?theme=light');
    await page.evaluate(() => window.vheat.setState({ theme: 'dark' }));
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    expect(await app.topFive()).toHaveLength(5);
  });

  test('does after its start what was asked meanwhile', async ({ page }) => {
    const app = new ExplorerPage(page);
    await page.goto('./', { waitUntil: 'domcontentloaded' });
    await expect(page.locator('html')).toHaveAttribute('data-status', 'loading');
    await page.evaluate(() => window.vheat.setState({ sample: 'espresso', model: 'vit-nano' }));
    await app.ready();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Espresso');
    await expect(page.getByRole('banner')).toContainText('ViT-Nano');
    await expect(app.samples.getByRole('button', { pressed: true })).toHaveAccessibleName(
      'Espresso',
    );
  });

  test('begins with a sample where the photo that was given meanwhile is none', async ({
    page,
  }) => {
    const app = new ExplorerPage(page);
    await page.goto('./', { waitUntil: 'domcontentloaded' });
    await app.chooseImage.setInputFiles({
      name: 'words.png',
      mimeType: 'image/png',
      buffer: Buffer.from('words'),
    });
    await expect(app.notice('not-an-image')).toBeVisible();
    await app.ready();
    expect(await app.topFive()).toHaveLength(5);
  });

  test('shows the chosen sample in the strip wherever it stands', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 800 });
    const app = new ExplorerPage(page);
    await app.open('?sample=cameraman');
    await expect(app.samples.getByRole('button', { pressed: true })).toHaveAccessibleName(
      'Cameraman',
    );
    // The strip has gone to it, and the page has not.
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    // What comes above it meanwhile moves it.
    await expect(async () => {
      await app.samples.evaluate((strip) => strip.scrollIntoView());
      await expect(app.samples.getByRole('button', { pressed: true })).toBeInViewport({
        ratio: 1,
        timeout: 1000,
      });
    }).toPass({ timeout: 30_000 });
  });

  test('leaves out what a link has wrong, and says so', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open('?t=NaN&k=1e309&block=-1&view=nowhere&__proto__=1&sample=%E0%A4');
    await expect(app.notice('link')).toContainText(
      /left out: view=nowhere \(classify.*\), block=-1 \(≥ 0\), t=NaN \(number\), k=1e309 \(number\)\./,
    );
    expect(await app.topFive()).toHaveLength(5);
  });

  test('shows and resets knobs that are not as trained', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open();
    const trained = await app.topFive();
    await page.evaluate(() => window.vheat.setState({ t: 0 }));
    expect(await app.topFive()).not.toEqual(trained);
    const result = page.getByRole('region', { name: 'Result' });
    await expect(result.getByText('At t = 0 in the whole network: not as trained.')).toBeVisible();
    await page.getByRole('button', { name: /t = 0 · whole network · reset/ }).click();
    await expect.poll(() => app.topFive()).toEqual(trained);
    await expect(result.getByText(/not as trained/)).toHaveCount(0);
  });

  test('finds any class', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open();
    await page.getByRole('button', { name: /All \d+ classes/ }).click();
    const search = page.getByRole('searchbox', { name: 'Search classes' });
    await search.fill('tabby');
    const found = page.getByRole('list', { name: 'All classes' }).getByRole('listitem');
    await expect(found).toHaveCount(1);
    await expect(found).toContainText('tabby cat');
    await expect(found.getByTitle('n02123045')).toHaveText('tabby cat');
  });

  test('names samples in the language in use', async ({ page }) => {
    await new ExplorerPage(page).open('?sample=goldfish&lang=zh');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('金鱼');
    await expect(page.getByRole('img', { name: /^金鱼：深褐色背景前/ })).toBeVisible();
    await expect(page.getByRole('button', { name: '小熊猫' })).toBeVisible();
  });

  test('the samples are one stop of the Tab key, moved through by arrow keys', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open('?sample=red-panda');
    const sample = (name: string) => app.samples.getByRole('button', { name });
    await sample('Red panda').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(sample('Cameraman')).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(sample('Espresso')).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Tab');
    await expect(app.chooseImage).toBeFocused();
  });

  test('a phone shows the photo and its answer without scrolling', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 780 });
    const app = new ExplorerPage(page);
    await app.open();
    await expect(page.getByRole('img', { name: /^Koala/ })).toBeInViewport({ ratio: 1 });
    await expect(app.predictions.getByRole('listitem').first()).toBeInViewport({ ratio: 1 });
  });

  for (const theme of ['dark', 'light'])
    test(`has nothing axe would object to, ${theme}`, async ({ page }) => {
      const app = new ExplorerPage(page);
      await app.open(`?theme=${theme}`);
      await page.getByRole('button', { name: /All \d+ classes/ }).click();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.getByRole('button', { name: 'About and cite' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });

  test('can be used by keyboard alone and fits a phone', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    const app = new ExplorerPage(page);
    await app.open();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    const before = await app.topFive();
    await app.samples.getByRole('button').nth(1).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => app.topFive()).not.toEqual(before);
    await page.keyboard.press('ArrowRight');
    await expect(app.samples.getByRole('button').nth(2)).toBeFocused();
  });
});

test('50 classifications leave the number of tensors as it was', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open();
  const counts = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(70, 70);
    canvas.getContext('2d')?.fillRect(10, 10, 30, 30);
    const blob = await canvas.convertToBlob();
    await window.vheat.classify(blob);
    const before = (await window.vheat.memory()).tensors;
    for (let i = 0; i < 50; i++) await window.vheat.classify(blob);
    return { before, after: (await window.vheat.memory()).tensors };
  });
  expect(counts.before).toBeGreaterThan(0);
  expect(counts.after).toBe(counts.before);
});

test.describe('memory', () => {
  test.use({ serviceWorkers: 'block' });

  test('20 photos leave no decoded picture behind', async ({ page }) => {
    // Bitmaps live outside of the JavaScript heap, in the engine's worker: it tells of each by a channel.
    await page.route(/\/assets\/serve-[^/]*\.js$/, async (route) => {
      const response = await route.fetch();
      const count = `{
      const channel = new BroadcastChannel('bitmaps');
      const make = globalThis.createImageBitmap;
      globalThis.createImageBitmap = async (...given) => {
        const bitmap = await make(...given);
        channel.postMessage(1);
        return bitmap;
      };
      const { close } = ImageBitmap.prototype;
      ImageBitmap.prototype.close = function () {
        channel.postMessage(-1);
        close.call(this);
      };
    }`;
      await route.fulfill({ response, body: `${count}${await response.text()}` });
    });
    await page.addInitScript(() => {
      const seen = { made: 0, open: 0 };
      new BroadcastChannel('bitmaps').onmessage = ({ data }: MessageEvent<number>) => {
        if (data > 0) seen.made++;
        seen.open += data;
      };
      Object.assign(window, { bitmaps: seen });
    });
    const app = new ExplorerPage(page);
    await app.open();
    const seen = await page.evaluate(async () => {
      const photo = await (await fetch('samples/goldfish.jpg')).blob();
      for (let i = 0; i < 20; i++) await window.vheat.classify(photo);
      await window.vheat.classify(new Blob(['no picture'])).catch(() => undefined);
      return (window as unknown as { bitmaps: { made: number; open: number } }).bitmaps;
    });
    expect(seen.made).toBeGreaterThanOrEqual(20);
    expect(seen.open).toBe(0);
  });
});
