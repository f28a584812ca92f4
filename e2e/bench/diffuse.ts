/**
 * `npm run bench:diffuse`: what a frame of the Diffuse view costs the page's thread, for one channel drawn on the CPU
 * and for all channels of every stage on a GPU device that counts calls. Times are this machine's; counts are exact.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { createServer } from 'vite';
import { chromiumPath, NO_GPU_FLAGS, WEBGPU_FLAGS } from '../support/chromium.ts';
import type { allChannels, FrameCost, oneChannel, Stage } from './diffuse-page.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Config {
  readonly name: string;
  readonly architecture: string;
  readonly dims: readonly number[];
  readonly imageSize: number;
}

/** Stages of the embedded vHeat and of vHeat-Tiny at 224 pixels. */
function stages(): Stage[] {
  const models = join(ROOT, 'models');
  const catalog = JSON.parse(readFileSync(join(models, 'catalog.json'), 'utf8')) as {
    models: string[];
  };
  const configs = catalog.models
    .map((id) => JSON.parse(readFileSync(join(models, id, 'config.json'), 'utf8')) as Config)
    .filter(({ architecture }) => architecture === 'vheat');
  const tiny = {
    name: 'vHeat-Tiny',
    architecture: 'vheat',
    dims: [96, 192, 384, 768],
    imageSize: 224,
  };
  return [...configs.slice(0, 1), tiny].flatMap(({ name, dims, imageSize }) =>
    dims.map((channels, i) => ({
      name: `${name}, stage ${i + 1}`,
      size: imageSize / (4 * 2 ** i),
      channels,
    })),
  );
}

function row(name: string, { cpu, dispatches, draws, gpuObjects, heapBytes }: FrameCost): string {
  const cells = [(1000 * cpu).toFixed(2), dispatches, draws, gpuObjects, heapBytes.toFixed(0)];
  return name.padEnd(46) + cells.map((cell) => String(cell).padStart(12)).join('');
}

const server = await createServer({
  root: ROOT,
  configFile: false,
  logLevel: 'error',
  server: { port: 0, host: '127.0.0.1' },
  optimizeDeps: { include: ['d3'] },
});
await server.listen();
const address = server.resolvedUrls?.local.at(0) ?? '';

/** A blank page of the server's origin; drawing on the CPU is measured where no GPU, real or not, is in the way. */
async function openPage(flags: string[]): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...flags, '--enable-precise-memory-info', '--js-flags=--expose-gc'],
  });
  const page = await browser.newPage();
  await page.route(`${address}bench`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' }),
  );
  await page.goto(`${address}bench`);
  return { browser, page };
}

async function measure(
  page: Page,
  name: 'oneChannel' | 'allChannels',
  stage: Stage,
): Promise<FrameCost> {
  return page.evaluate(
    async ([call, measured]) => {
      const path = '/e2e/bench/diffuse-page.ts';
      const bench = (await import(path)) as {
        oneChannel: typeof oneChannel;
        allChannels: typeof allChannels;
      };
      return bench[call](measured);
    },
    [name, stage] as const,
  );
}

const cpu = await openPage(NO_GPU_FLAGS);
const gpu = await openPage(WEBGPU_FLAGS);
let clean = true;
try {
  console.log(`Chromium ${cpu.browser.version()}; per frame, CPU time of the page's thread`);
  console.log(
    ''.padEnd(46) +
      ['cpu µs', 'dispatches', 'draws', 'GPU objects', 'heap bytes']
        .map((title) => title.padStart(12))
        .join(''),
  );
  for (const stage of stages()) {
    const grid = `${stage.size}×${stage.size}`;
    const one = await measure(cpu.page, 'oneChannel', stage);
    console.log(row(`${stage.name}: one channel of ${grid}`, one));
    const all = await measure(gpu.page, 'allChannels', stage);
    console.log(row(`${stage.name}: all ${stage.channels} channels of ${grid}`, all));
    clean &&= all.gpuObjects === 0 && all.dispatches === 1 && all.draws === 1;
  }
} finally {
  await cpu.browser.close();
  await gpu.browser.close();
  await server.close();
}
if (!clean) {
  console.error('A frame made GPU objects, or took more than one dispatch and one draw.');
  process.exitCode = 1;
}
