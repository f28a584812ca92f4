import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { evaluate } from '@mdx-js/mdx';
import { expect, test, type Page } from '@playwright/test';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as jsx from 'react/jsx-runtime';
import { parse as parseYaml } from 'yaml';
import { deck, servePages, type Pages } from '../support/decks.ts';
import { serveFolder, type StaticHost } from '../support/static-host.ts';

let pages: Pages;
/** A host that allows other origins nothing. */
let host: StaticHost;
test.beforeAll(async () => {
  pages = await servePages();
  host = await serveFolder('dist');
});
test.afterAll(() => {
  pages.close();
  host.close();
});

async function snippets(page: Page): Promise<Record<string, string>> {
  await page.goto(`${host.url}embed/`);
  await expect(page.getByRole('button', { name: 'Copy' }).first()).toBeVisible();
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('[data-snippet]')].map((element) => [
        element.dataset.snippet ?? '',
        element.firstChild?.textContent ?? '',
      ]),
    ),
  );
}

/** The state of the app in the first frame of a page that was made of a snippet. */
async function shown(page: Page): Promise<Record<string, unknown>> {
  const find = () => page.frames().find((frame) => frame.url().startsWith(`${host.url}?`));
  await expect.poll(() => find()?.url()).toBeDefined();
  await find()?.waitForFunction(
    () => /ready|running/.test(document.documentElement.dataset.status ?? ''),
    null,
    { timeout: 60_000 },
  );
  return (await find()?.evaluate(() => window.vheat.state())) ?? {};
}

test('three live examples run, and the page breaks no rule of its own', async ({ page }) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto('./embed/');
  const frames = page.locator('vheat-demo iframe');
  await expect(frames).toHaveCount(3);
  for (const [i, view] of ['diffuse', 'compare', 'diffuse'].entries()) {
    const demo = page.locator('vheat-demo').nth(i);
    await demo.scrollIntoViewIfNeeded();
    const state = await demo.evaluate(async (element) => {
      const app = element as unknown as { ready(): Promise<void>; state(): Promise<object> };
      await app.ready();
      return app.state();
    });
    expect(state).toMatchObject({ view, embed: true });
  }
  expect(problems).toEqual([]);
});

test('the snippets for plain HTML, the element and reveal.js do what they say', async ({
  page,
}) => {
  const texts = await snippets(page);
  expect(Object.keys(texts)).toEqual(
    expect.arrayContaining(['html', 'element', 'reveal', 'slidev', 'quarto', 'jupyter', 'mdx']),
  );
  for (const text of Object.values(texts)) expect(text).toContain(host.url);

  await page.goto(pages.write('html.html', `<!doctype html>${texts.html}`));
  expect(await shown(page)).toMatchObject({ view: 'diffuse', sample: 'red-panda', t: 4 });

  await page.goto(pages.write('element.html', `<!doctype html>${texts.element}`));
  expect(await shown(page)).toMatchObject({ view: 'diffuse', sample: 'goldfish' });
  await expect.poll(() => shown(page)).toMatchObject({ t: 8 });

  await page.goto(pages.write('deck.html', deck(texts.reveal)));
  expect(await shown(page)).toMatchObject({ t: 0, play: false });
  // The slide is as large as what it shows, and where it is to be.
  const box = await page.locator('vheat-demo iframe').boundingBox();
  expect(box?.width).toBeGreaterThan(800);
  expect(box?.y).toBeGreaterThanOrEqual(0);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => shown(page)).toMatchObject({ t: 4 });
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => shown(page)).toMatchObject({ play: true });
});

test('the snippets for MDX, Slidev, Quarto and Jupyter frame the state they name', async ({
  page,
}) => {
  const texts = await snippets(page);
  const RED_PANDA = { view: 'diffuse', sample: 'red-panda', t: 4, embed: true };
  const frame = (url: string) => `<iframe src="${url.replaceAll('&', '&amp;')}"></iframe>`;

  const { default: Content } = await evaluate(texts.mdx, { ...jsx });
  const markup = renderToStaticMarkup(createElement(Content));
  expect(markup).toContain(`src="${host.url}`);
  expect(markup).toContain('style="border:0"');
  await page.goto(pages.write('mdx.html', markup));
  expect(await shown(page)).toMatchObject({ view: 'diffuse', t: 4, embed: true });

  // A slide of Slidev is headed by YAML; its layout "iframe" frames `url`.
  const [, head] = /^---\n([^]*?)\n---$/.exec(texts.slidev.trim()) ?? [];
  const slide = parseYaml(head) as { layout: string; url: string };
  expect(slide.layout).toBe('iframe');
  await page.goto(pages.write('slidev.html', frame(slide.url)));
  expect(await shown(page)).toMatchObject(RED_PANDA);

  // Quarto hands a raw block of HTML on as it is.
  const [, raw] = /^```\{=html\}\n([^]*?)\n```$/.exec(texts.quarto.trim()) ?? [];
  await page.goto(pages.write('quarto.html', raw));
  expect(await shown(page)).toMatchObject({ view: 'diffuse', t: 4, embed: true });

  const [, url] = /IFrame\("([^"]*)", width=960, height=540\)$/.exec(texts.jupyter.trim()) ?? [];
  await page.goto(pages.write('jupyter.html', frame(url)));
  expect(await shown(page)).toMatchObject({ view: 'diffuse', t: 4, embed: true });
});

test('embed.js is small and stands alone; the manifest is well formed and names files of the app', async ({
  page,
}) => {
  const script = readFileSync('dist/embed.js');
  expect(brotliCompressSync(script).length).toBeLessThanOrEqual(4096);
  expect(script.toString()).not.toMatch(/^import |from ['"]\./m);
  await page.goto('./embed/');
  const manifest = await page.evaluate(async () => {
    const text = await (await fetch('powerpoint.xml')).text();
    const xml = new DOMParser().parseFromString(text, 'application/xml');
    const value = (name: string) => xml.querySelector(name)?.getAttribute('DefaultValue') ?? '';
    const icon = value('IconUrl').replace('https://example.org/vheat/', '../');
    return {
      isBroken: xml.querySelector('parsererror') !== null,
      source: value('SourceLocation'),
      icon: (await fetch(icon)).status,
    };
  });
  expect(manifest).toMatchObject({ isBroken: false, icon: 200 });
  expect(manifest.source).toContain('/?embed&view=diffuse');
});
