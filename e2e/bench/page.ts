/**
 * `npm run bench:page -- [224] [512]`: the longest task of the page's thread in every view while time plays, while
 * controls and patches are dragged and while the pointer hovers, in Chromium on WASM, for networks of Nano's shape with
 * random weights at these input sizes. Beside the time from start to end it prints the processor's, which other programs
 * on the machine make no longer.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright';
import { preview } from 'vite';
import { writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import { randomVHeat } from '../../src/testing/random-vheat.ts';
import { randomVit } from '../../src/testing/random-vit.ts';
import { chromiumPath, NO_GPU_FLAGS } from '../support/chromium.ts';
import { longestTask } from './main-thread.ts';

const PORT = 4323;
/** Longest tasks that nobody feels, by input size. */
const LIMITS: Readonly<Record<number, number>> = { 224: 50, 512: 100 };
const VIEWS = ['Classify', 'Diffuse', 'Field', 'Compare', 'Complexity', 'Robustness', 'Models'];
/** Views in which time plays. */
const PLAYING: readonly string[] = ['Diffuse'];
/** Views whose two networks draw a map each. */
const MAPPED: readonly string[] = ['Field', 'Compare'];
const MAP_MS = 60_000;
const PLAY_MS = 4000;
const SETTLE_MS = 1500;
/** Pointer moves of a drag or a hover, one a frame. */
const MOVES = 60;
const MOVE_MS = 16;

/** Networks of Nano's shape for one input size, as files. */
async function writeNetworks(
  size: number,
  folder: string,
): Promise<{ vit: string; vheat: string }> {
  const vit = join(folder, `vit-${size}.safetensors`);
  const vheat = join(folder, `vheat-${size}.safetensors`);
  const attention = randomVit(
    {
      architecture: 'vit',
      width: 192,
      depth: 7,
      heads: 3,
      patchSize: 16,
      mlpRatio: 4,
      classes: 200,
      imageSize: size,
    },
    5,
  );
  const heat = randomVHeat(
    {
      dims: [32, 64, 128, 256],
      depths: [2, 2, 6, 2],
      layerScale: false,
      classes: 200,
      imageSize: size,
    },
    7,
  );
  await writeFile(vit, writeSafetensors(attention, { dtype: 'f32' }));
  await writeFile(vheat, writeSafetensors(heat, { dtype: 'f32' }));
  return { vit, vheat };
}

const goTo = (page: Page, view: string) =>
  page.getByRole('navigation').getByRole('button', { name: view }).click();

async function settled(page: Page): Promise<void> {
  await page.waitForSelector('html[data-status=ready]', { timeout: 300_000 });
  await page.waitForTimeout(SETTLE_MS);
}

async function openNetworks(page: Page, files: { vit: string; vheat: string }): Promise<void> {
  await goTo(page, 'Models');
  for (const file of [files.vit, files.vheat]) {
    await page.getByLabel('Open checkpoint').setInputFiles(file);
    const name = file.replace(/^.*\/|\.safetensors$/g, '');
    await page.getByRole('heading', { level: 2, name }).waitFor({ timeout: 300_000 });
    await settled(page);
  }
}

/** Moves the pointer along a zigzag over an element, pressed or not. */
async function sweep(page: Page, target: Locator, pressed: boolean): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) return;
  const at = (i: number) => {
    const phase = (i / MOVES) * 4;
    const x = phase % 2 < 1 ? phase % 1 : 1 - (phase % 1);
    return [
      box.x + box.width * (0.05 + 0.9 * x),
      box.y + box.height * (0.1 + (0.8 * i) / MOVES),
    ] as const;
  };
  await page.mouse.move(...at(0));
  if (pressed) await page.mouse.down();
  for (let i = 1; i <= MOVES; i++) {
    await page.mouse.move(...at(i));
    await page.waitForTimeout(MOVE_MS);
  }
  if (pressed) await page.mouse.up();
}

/** Picks one point of a map after the other, as fast as a hand does. */
async function pick(page: Page, map: Locator): Promise<void> {
  const box = await map.boundingBox();
  if (box === null) return;
  for (let i = 1; i <= 8; i++) {
    await page.mouse.click(box.x + (box.width * i) / 9, box.y + box.height * (0.2 + 0.07 * i));
    await page.waitForTimeout(120);
  }
}

interface Deed {
  readonly name: string;
  readonly work: () => Promise<void>;
}

/** What can be done in a view that is open. */
async function deedsIn(page: Page, view: string): Promise<Deed[]> {
  const main = page.getByRole('main');
  const maps = await main.locator('canvas[role=img]:visible, svg[role=img]:visible').all();
  const rails = await main.locator('[role=slider]:visible').locator('xpath=..').all();
  const ranges = await main.locator('input[type=range]:visible').all();
  const deeds: Deed[] = [];
  if (maps.length > 0)
    deeds.push({
      name: 'hovering',
      work: async () => {
        for (const map of maps.slice(0, 3)) await sweep(page, map, false);
      },
    });
  if (rails.length + ranges.length > 0)
    deeds.push({
      name: 'dragging',
      work: async () => {
        for (const rail of [...rails, ...ranges].slice(0, 6)) await sweep(page, rail, true);
        await page.waitForTimeout(SETTLE_MS);
      },
    });
  if (['Field', 'Compare', 'Diffuse'].includes(view))
    deeds.push({
      name: 'picking',
      work: async () => {
        await pick(page, maps[0]);
        await page.waitForTimeout(2 * SETTLE_MS);
      },
    });
  if (PLAYING.includes(view))
    deeds.push({
      name: 'playing',
      work: async () => {
        await page.evaluate(() => window.vheat.setState({ t: 0, play: true }));
        await page.waitForTimeout(PLAY_MS);
        await page.evaluate(() => window.vheat.setState({ play: false }));
      },
    });
  return deeds;
}

async function measure(browser: Browser, page: Page, size: number): Promise<void> {
  const limit = LIMITS[size] ?? 50;
  const rows: { name: string; open: () => Promise<void>; view: string }[] = VIEWS.map((view) => ({
    name: view,
    view,
    open: () => goTo(page, view),
  }));
  rows.splice(2, 0, {
    name: `Diffuse, photo as heat, ${size > 256 ? 512 : 256}²`,
    view: 'Diffuse',
    open: async () => {
      await page.evaluate(
        (labSize) => window.vheat.setState({ view: 'diffuse', lab: true, labSize }),
        size > 256 ? (512 as const) : (256 as const),
      );
    },
  });
  for (const { name, view, open } of rows) {
    const tell = (
      deed: string,
      { wall, cpu, framesPerSecond }: Awaited<ReturnType<typeof longestTask>>,
    ) =>
      console.log(
        [
          `${size} px, ${name}, ${deed}`.padEnd(56),
          `${wall.toFixed(0)} ms`.padStart(8),
          `${cpu.toFixed(0)} ms`.padStart(8),
          `${framesPerSecond.toFixed(0)} fps`.padStart(8),
          cpu > limit ? `  over ${limit} ms` : '',
        ].join(''),
      );
    tell(
      'opening',
      await longestTask(browser, page, async () => {
        await open();
        await settled(page);
        // Maps of large inputs take a while.
        if (MAPPED.includes(view)) {
          const map = page.getByRole('main').locator('canvas[role=img]').nth(1);
          await map.waitFor({ timeout: MAP_MS }).catch(() => undefined);
          await settled(page);
        }
      }),
    );
    for (const deed of await deedsIn(page, view)) {
      tell(deed.name, await longestTask(browser, page, deed.work));
      await settled(page);
    }
    await page.evaluate(() => window.vheat.setState({ t: 1, k: 1, kConst: null, lab: false }));
    await settled(page);
  }
}

const wanted = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size in LIMITS);
const folder = await mkdtemp(join(tmpdir(), 'vheat-'));
const server = await preview({ preview: { port: PORT, strictPort: true }, logLevel: 'silent' });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: NO_GPU_FLAGS });
try {
  const [processor] = cpus();
  console.log(
    `Chromium ${browser.version()} on WASM; ${processor.model}, ${cpus().length} threads, load ${loadavg()[0].toFixed(1)}`,
  );
  console.log('longest task of the page'.padEnd(56) + '    wall     cpu  frames');
  for (const size of wanted.length > 0 ? wanted : [224, 512]) {
    const page = await browser.newPage({
      serviceWorkers: 'block',
      viewport: { width: 1440, height: 900 },
    });
    await page.goto(`http://localhost:${PORT}/`);
    await settled(page);
    await openNetworks(page, await writeNetworks(size, folder));
    await measure(browser, page, size);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
