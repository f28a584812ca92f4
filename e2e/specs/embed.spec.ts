import { expect, test, type Frame, type Page } from '@playwright/test';
import { deck, servePages, type Pages } from '../support/decks.ts';

let pages: Pages;
test.beforeAll(async () => {
  pages = await servePages();
});
test.afterAll(() => pages.close());

/** The app's frame in a page, once it has classified its first photo. */
async function appFrame(page: Page, baseURL: string | undefined): Promise<Frame> {
  const find = () => page.frames().find((frame) => frame.url().startsWith(baseURL ?? ''));
  await expect.poll(() => find()?.url()).toBeDefined();
  const frame = find();
  if (frame === undefined) throw new Error('no frame');
  // While time plays it is never at rest.
  await frame.waitForFunction(
    () => /ready|running/.test(document.documentElement.dataset.status ?? ''),
    null,
    { timeout: 60_000 },
  );
  return frame;
}

const plays = (frame: Frame) => frame.evaluate(() => window.vheat.state().play);
const time = (frame: Frame) => frame.evaluate(() => window.vheat.state().t);
const slide = (page: Page) =>
  page.evaluate(
    () => (window as unknown as { Reveal: { getIndices(): { h: number } } }).Reveal.getIndices().h,
  );

test.describe('in a reveal.js deck', () => {
  const THREE = (app: string) => `
    <section><h1>Before</h1></section>
    <section>${app}</section>
    <section><h1>After</h1></section>`;

  test('a frame starts on entering and stops on leaving; arrows after a click inside reach the deck, Back goes back one slide', async ({
    page,
    baseURL,
  }) => {
    const frameTag = `<iframe src="${baseURL}/?embed&view=diffuse&t=1&play" width="900" height="500" style="border: 0"></iframe>`;
    await page.goto(pages.write('deck.html', deck(THREE(frameTag))));
    const frame = await appFrame(page, baseURL);
    // Nobody sees it yet: time stands still.
    const before = await time(frame);
    await page.waitForTimeout(700);
    expect(await time(frame)).toBe(before);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => plays(frame)).toBe(true);
    await expect.poll(() => time(frame)).not.toBe(before);
    const steps = await page.evaluate(() => history.length);

    // A click in the app gives it the keyboard; views and samples make no steps there.
    await frame.evaluate(() => window.vheat.setState({ sample: 'goldfish' }));
    await page.locator('iframe').click();
    expect(await page.evaluate(() => history.length)).toBe(steps);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => slide(page)).toBe(2);
    await expect.poll(() => plays(frame)).toBe(false);
    await page.goBack();
    await expect.poll(() => slide(page)).toBe(1);
    await expect.poll(() => plays(frame)).toBe(true);
  });

  test('arrows lead through the deck while a tour runs, and through the tour once it is clicked', async ({
    page,
    baseURL,
  }) => {
    const frameTag = `<iframe src="${baseURL}/?embed&tour=1" width="900" height="500" style="border: 0"></iframe>`;
    await page.goto(pages.write('tour.html', deck(THREE(frameTag))));
    await page.keyboard.press('ArrowRight');
    const frame = await appFrame(page, baseURL);
    const stop = () => frame.evaluate(() => window.vheat.state().tour);
    await frame.getByRole('complementary', { name: 'Tour' }).getByRole('heading').click();
    const first = await stop();
    await page.keyboard.press('ArrowRight');
    await expect.poll(stop).not.toBe(first);
    expect(await slide(page)).toBe(1);
    const second = await stop();
    await frame.locator('main').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => slide(page)).toBe(2);
    expect(await stop()).toBe(second);
  });

  test('fragments step the element through its states, forth and back', async ({
    page,
    baseURL,
  }) => {
    const element = `<vheat-demo view="diffuse" sample="koala" t="0" steps='[{"t":0},{"t":4},{"t":9,"k":2}]' style="width: 900px"></vheat-demo>`;
    const script = `<script src="${baseURL}/embed.js"></script>`;
    await page.goto(pages.write('steps.html', deck(THREE(element), script)));
    await page.keyboard.press('ArrowRight');
    const frame = await appFrame(page, baseURL);
    expect(await frame.evaluate(() => window.vheat.state())).toMatchObject({
      ...{ view: 'diffuse', sample: 'koala', embed: true, t: 0 },
    });
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => time(frame)).toBe(4);
    await page.keyboard.press('ArrowRight');
    await expect
      .poll(() => frame.evaluate(() => window.vheat.state()))
      .toMatchObject({ t: 9, k: 2 });
    expect(await slide(page)).toBe(1);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => time(frame)).toBe(4);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => slide(page)).toBe(2);
  });
});

/** Sends protocol messages from a page, and keeps what comes back. */
const PARENT = (src: string) => `<!doctype html><title>A page of another origin</title>
<iframe src="${src}" width="900" height="600"></iframe>
<script>
  const frame = document.querySelector('iframe');
  const waiting = new Map();
  window.heard = [];
  let last = 0;
  addEventListener('message', ({ data, source }) => {
    if (source !== frame.contentWindow || typeof data !== 'object') return;
    window.heard.push(data);
    waiting.get(data.id)?.(data);
  });
  window.send = (message) => frame.contentWindow.postMessage(message, '*');
  window.ask = (call, ...args) => new Promise((resolve) => {
    const id = ++last;
    waiting.set(id, resolve);
    window.send({ vheat: 1, id, call, args });
  });
</script>`;

interface Asking {
  ask(call: string, ...args: unknown[]): Promise<{ result?: unknown; error?: { code: string } }>;
  send(message: unknown): void;
  heard: { event?: string; id?: number; value?: unknown }[];
}
const asking = <T>(page: Page, work: (window: Asking) => Promise<T> | T) =>
  page.evaluate<T>(`(${work.toString()})(window)`);

const OWN_PHOTO = 'src/testing/fixtures/preprocess/landscape-640x427.png';

test.describe('a page of another origin', () => {
  test('drives the app, and sees what comes of the reader’s photo once the reader allows it', async ({
    page,
    baseURL,
  }) => {
    await page.goto(pages.write('parent.html', PARENT(`${baseURL}/?embed`)));
    const frame = await appFrame(page, baseURL);
    expect(await asking(page, (w) => w.ask('setState', { t: 2 }))).toMatchObject({ id: 1 });
    expect((await asking(page, (w) => w.ask('state'))).result).toMatchObject({ t: 2 });
    expect((await asking(page, (w) => w.ask('setState', { t: 1000 }))).error?.code).toBe(
      'bad-state',
    );
    expect((await asking(page, (w) => w.ask('capture', { stage: 0, block: 0 }))).error).toBe(
      undefined,
    );
    await asking(page, (w) => w.ask('subscribe', 'predictions'));

    // The page's own photo is its own.
    const sent = await asking(page, async (w) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
      canvas.getContext('2d')?.fillRect(0, 0, 30, 64);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
      return w.ask('classify', blob);
    });
    expect(sent.result).toMatchObject({ predictions: [{}, {}, {}, {}, {}] });
    expect((await asking(page, (w) => w.ask('capture', { stage: 0, block: 0 }))).error).toBe(
      undefined,
    );

    // The reader's is the reader's.
    const offer = frame.getByRole('region', { name: 'Answers for the page around this one' });
    await expect(offer).toHaveCount(0);
    await asking(page, (w) => {
      w.heard.length = 0;
    });
    await frame.getByLabel('Choose image').setInputFiles(OWN_PHOTO);
    await expect.poll(() => frame.evaluate(() => window.vheat.state().photo)).toBe('own');
    await frame.evaluate(() => window.vheat.ready());
    const events = () =>
      asking(page, (w) => w.heard.filter((m) => m.event === 'predictions').length);
    expect(await events()).toBe(0);
    expect((await asking(page, (w) => w.ask('capture', { stage: 0, block: 0 }))).error?.code).toBe(
      'private',
    );
    expect((await asking(page, (w) => w.ask('field', { network: 'vheat' }))).error?.code).toBe(
      'private',
    );
    await expect(offer).toContainText(new URL(pages.url).host);
    await offer.getByRole('button', { name: 'Allow' }).click();
    // A second comes where the photo was still looked at.
    await expect.poll(events).toBeGreaterThan(0);
    expect((await asking(page, (w) => w.ask('capture', { stage: 0, block: 0 }))).error).toBe(
      undefined,
    );
    await expect(offer).toHaveCount(0);
  });

  test('gets neither answers nor the name of the reader’s checkpoint', async ({
    page,
    baseURL,
  }) => {
    await page.goto(pages.write('parent.html', PARENT(`${baseURL}/?embed&view=models`)));
    const frame = await appFrame(page, baseURL);
    await frame
      .getByLabel('Open checkpoint')
      .setInputFiles('src/testing/fixtures/vheat/pre-norm/checkpoint.pth');
    await expect.poll(() => frame.evaluate(() => window.vheat.state().model)).toContain('file:');
    expect((await asking(page, (w) => w.ask('state'))).result).toMatchObject({ model: null });
    expect((await asking(page, (w) => w.ask('capture', { stage: 0, block: 0 }))).error?.code).toBe(
      'private',
    );
    expect((await asking(page, (w) => w.ask('classify', 'samples/goldfish.jpg'))).error?.code).toBe(
      'private',
    );
    // A frame asks for nothing to be kept, and tells of nothing that is not.
    await expect(frame.getByRole('region', { name: 'Remember this checkpoint' })).toHaveCount(0);
  });

  test('may send anything: what is no call is ignored', async ({ page, baseURL }) => {
    await page.goto(pages.write('parent.html', PARENT(`${baseURL}/?embed`)));
    const frame = await appFrame(page, baseURL);
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const ids = await asking(page, async (w) => {
      w.heard.length = 0;
      const cyclic: Record<string, unknown> = { vheat: 1, id: 900, call: 'memory' };
      cyclic.args = [cyclic];
      const deep = Array.from({ length: 30_000 }, (_, i) => ({ i }));
      for (const message of [
        null,
        'slide:nothing',
        '{"method":"toggleOverview"}',
        [1],
        { vheat: 2, id: 901, call: 'memory' },
        { vheat: 1, id: 'x', call: 'memory' },
        { vheat: 1, id: 902, call: 'constructor' },
        { vheat: 1, id: 903, call: 'on', args: ['state'] },
        { vheat: 1, id: 904, call: 'memory', args: 5 },
        { vheat: 1, id: 905, call: 'setState', args: [deep] },
        { vheat: 1, id: 906, call: 'classify', args: [new Blob([new Uint8Array(65 * 2 ** 20)])] },
        cyclic,
      ])
        w.send(message);
      for (let i = 0; i < 1000; i++) w.send({ vheat: 1, id: 1000 + i, call: 'memory' });
      for (let i = 0; i <= 1000; i++)
        w.send({ vheat: 1, id: 3000 + i, call: 'setState', args: [{ t: i / 1000 }] });
      await new Promise((resolve) => setTimeout(resolve, 3000));
      return w.heard.flatMap(({ id }) => (id === undefined ? [] : [id]));
    });
    // A message that refers to itself is still a call; it is answered once.
    expect(ids.filter((id) => id < 1000)).toEqual([900]);
    expect(ids.filter((id) => id >= 1000 && id < 3000).length).toBeLessThan(150);
    expect(ids.filter((id) => id >= 3000)).toHaveLength(1001);
    expect(await time(frame)).toBe(1);
    expect(errors).toEqual([]);
    expect((await asking(page, (w) => w.ask('memory'))).error).toBe(undefined);
  });

  test('that is not the parent is not heard', async ({ page, baseURL, context }) => {
    await page.goto(pages.write('parent.html', PARENT(`${baseURL}/?embed`)));
    const frame = await appFrame(page, baseURL);
    // A frame beside the app knows its window, too.
    await page.evaluate(
      (url) => {
        const other = document.createElement('iframe');
        other.src = url;
        document.body.append(other);
      },
      pages.write(
        'beside.html',
        `<!doctype html><script>parent.frames[0].postMessage({ vheat: 1, id: 1, call: 'setState', args: [{ t: 7 }] }, '*'); document.title = 'sent';</script>`,
      ),
    );
    await page.waitForTimeout(500);
    expect(await time(frame)).toBe(1);
    expect(context.pages()).toHaveLength(1);
  });
});

test('a frame out of sight rests, and goes on when it is seen', async ({ page, baseURL }) => {
  await page.goto(
    pages.write(
      'long.html',
      `<!doctype html><iframe src="${baseURL}/?embed&view=diffuse&play&loop" width="900" height="500"></iframe><div style="height: 5000px"></div>`,
    ),
  );
  const frame = await appFrame(page, baseURL);
  const start = await time(frame);
  await expect.poll(() => time(frame)).not.toBe(start);
  await page.evaluate(() => scrollTo(0, 3000));
  await page.waitForTimeout(500);
  const before = await time(frame);
  await page.waitForTimeout(700);
  expect(await time(frame)).toBe(before);
  expect(await plays(frame)).toBe(true);
  await page.evaluate(() => scrollTo(0, 0));
  await expect.poll(() => time(frame)).not.toBe(before);
});

test('the element: attributes, methods, events, its name, nothing about storage', async ({
  page,
  baseURL,
}) => {
  await page.goto(
    pages.write(
      'element.html',
      `<!doctype html><script src="${baseURL}/embed.js"></script>
      <vheat-demo view="diffuse" t="2" stage="1" kconst="0.5" title="Heat spreading" ratio="4 / 3" style="width: 800px"></vheat-demo>`,
    ),
  );
  const frame = await appFrame(page, baseURL);
  await expect(page.getByTitle('Heat spreading').locator('iframe')).toHaveAttribute(
    'title',
    'Heat spreading',
  );
  const box = await page.locator('vheat-demo').boundingBox();
  expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(4 / 3, 2);
  expect(await frame.evaluate(() => window.vheat.state())).toMatchObject({
    t: 2,
    stage: 1,
    kConst: 0.5,
  });
  const said = await page.evaluate<{
    state: { t: number };
    codes: string[];
    predictions: unknown[];
    seen: number[];
  }>(`(async () => {
    const demo = document.querySelector('vheat-demo');
    await demo.ready();
    const seen = [];
    demo.addEventListener('vheat:frame', ({ detail }) => seen.push(detail.t));
    demo.setAttribute('t', '3');
    demo.removeAttribute('kconst');
    for (let i = 0; i < 100 && !((await demo.state()).t === 3 && (await demo.state()).kConst === null); i++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const state = await demo.state();
    const codes = [];
    await demo.setState({ t: -1 }).catch(({ code }) => codes.push(code));
    const predictions = new Promise((resolve) => demo.addEventListener('vheat:predictions', ({ detail }) => resolve(detail)));
    await demo.setState({ sample: 'goldfish' });
    return { state, codes, predictions: await predictions, seen };
  })()`);
  expect(said.state).toMatchObject({ t: 3, kConst: null, stage: 1 });
  expect(said.codes).toEqual(['bad-state']);
  expect(said.predictions).toHaveLength(5);
  expect(said.seen).toContain(3);
  await expect(frame.locator('[data-code="not-kept"]')).toHaveCount(0);
});
