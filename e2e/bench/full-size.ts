/**
 * Memory and time of the published sizes in Chromium on WASM: `tsx e2e/bench/full-size.ts [tiny] [small] [base]
 * [--training]`, after `vite build`. Random weights; the top five are compared with loops over the same numbers.
 * `--training` opens a PyTorch checkpoint with the two moments of AdamW beside the weights, three times their size.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import { trainingCheckpoint } from '../../src/testing/training-checkpoint.ts';
import { PUBLISHED, randomVHeat } from '../../src/testing/random-vheat.ts';
import { referenceVHeat } from '../../src/testing/reference-vheat.ts';
import { chromiumPath, NO_GPU_FLAGS } from '../support/chromium.ts';
import { loopPredictions } from '../support/loop-predictions.ts';

const PORT = 4319;
const PHOTO = 'src/testing/fixtures/preprocess/landscape-600x400.png';

type Size = keyof typeof PUBLISHED;

function isSize(name: string): name is Size {
  return name in PUBLISHED;
}

/** Largest memory that any of the browser's processes ever had, in megabytes; Linux only. */
async function peakMemory(pids: readonly number[]): Promise<number> {
  const peaks = await Promise.all(
    pids.map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1000;
    }),
  );
  return Math.max(...peaks);
}

async function measure(size: Size, folder: string): Promise<void> {
  const shape = PUBLISHED[size];
  const arrays = randomVHeat(shape, 7);
  const file = join(folder, `${size}.${isTraining ? 'pth' : 'safetensors'}`);
  const bytes = isTraining
    ? trainingCheckpoint(arrays)
    : writeSafetensors(arrays, { dtype: 'f32' });
  await writeFile(file, bytes);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: NO_GPU_FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${PORT}/?view=models`);
    await page.waitForSelector('html[data-status=ready]', { timeout: 90_000 });
    const begin = performance.now();
    await page.getByLabel('Open checkpoint').setInputFiles(file);
    await page.getByRole('heading', { level: 2, name: size }).waitFor({ timeout: 600_000 });
    const opened = performance.now() - begin;
    const photo = (await readFile(PHOTO)).toString('base64');
    const seen = await page.evaluate(async (base64) => {
      const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
      const { predictions, milliseconds } = await window.vheat.classify(blob);
      return { predictions, milliseconds, memory: await window.vheat.memory() };
    }, photo);
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const peak = await peakMemory(processInfo.map(({ id }) => id));
    const loops = await loopPredictions(PHOTO, 224, (input) =>
      referenceVHeat(arrays, input, { postNorm: shape.layerScale }),
    );
    const same = seen.predictions.every(({ index }, rank) => index === loops[rank].index);
    console.log(
      [
        `${size}, ${(bytes.length / 1e6).toFixed(0)} MB`,
        `opened and classified after ${(opened / 1000).toFixed(1)} s`,
        `one look ${(seen.milliseconds / 1000).toFixed(2)} s`,
        `tensors ${(seen.memory.bytes / 1e6).toFixed(0)} MB`,
        `largest process ${peak.toFixed(0)} MB`,
        same ? 'top 5 as by loops' : 'TOP 5 DIFFERENT',
      ].join(', '),
    );
    if (!same) process.exitCode = 1;
  } finally {
    await browser.close();
    await rm(file);
  }
}

const isTraining = process.argv.includes('--training');
const sizes = process.argv.slice(2).filter(isSize);
const folder = await mkdtemp(join(tmpdir(), 'vheat-'));
const server = await preview({ preview: { port: PORT, strictPort: true }, logLevel: 'silent' });
for (const size of sizes.length > 0 ? sizes : (['tiny', 'small', 'base'] as const))
  await measure(size, folder);
await server.close();
await rm(folder, { recursive: true });
