/**
 * How robust the embedded models are, through the app itself, in Chromium on WASM: `npm run bench:evidence -- <folder>
 * [pictures] [model…]`, after `vite build`. The folder is that of `accuracy.ts`; 1,000 pictures and every model of the
 * catalogue unless told. Writes `evidence.json` beside the weights. Stopped, or called for more pictures, it goes on
 * where it was, as long as weights and folder are the same.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { Evidence } from '../../src/engine/port.ts';
import { standardError } from '../../src/math/proportion.ts';
import { inApp } from './app.ts';
import { readPictures, type Picture } from './pictures.ts';

const BATCH = 20;
const COUNTED = 'node_modules/.cache/evidence';

interface Config {
  readonly id: string;
  readonly architecture: 'vheat' | 'vit';
  readonly weights: readonly { readonly sha256: string }[];
  readonly accuracy: { readonly dataset: string };
}

/** Right answers so far, by disturbance and amount. */
interface Counts {
  pictures: number;
  readonly right: Partial<Record<keyof Evidence['curves'], { amount: number; right: number }[]>>;
}

async function readJson<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    return null;
  }
}

/** Adds what a batch of pictures gives. */
async function count(
  page: Page,
  { architecture }: Config,
  batch: readonly Picture[],
  counts: Counts,
): Promise<void> {
  const { pictures, skipped, curves } = await page.evaluate(
    async ({ network, batch: asked }) =>
      window.vheat.robustness({
        network,
        pictures: await Promise.all(
          asked.map(async ({ url, label }) => ({ image: await (await fetch(url)).blob(), label })),
        ),
      }),
    { network: architecture, batch },
  );
  if (skipped > 0) throw new Error(`${skipped} pictures could not be opened.`);
  counts.pictures += pictures;
  for (const [key, curve] of Object.entries(curves)) {
    const kind = key as keyof Evidence['curves'];
    counts.right[kind] = curve.map(({ amount, accuracy }, i) => ({
      amount,
      right: Math.round(accuracy * pictures) + (counts.right[kind]?.[i].right ?? 0),
    }));
  }
}

function evidenceOf({ accuracy, weights }: Config, { pictures, right }: Counts): Evidence {
  const digits = (value: number) => Number(value.toFixed(4));
  const curves: Evidence['curves'] = {};
  for (const [kind, curve] of Object.entries(right))
    curves[kind as keyof Evidence['curves']] = curve.map((point) => ({
      amount: point.amount,
      accuracy: digits(point.right / pictures),
      standardError: digits(standardError(point.right, pictures)),
    }));
  return {
    command: `npm run bench:evidence -- <validation pictures> ${pictures}`,
    date: new Date().toISOString().slice(0, 10),
    dataset: accuracy.dataset,
    pictures,
    backend: 'WASM',
    weights: weights.map(({ sha256 }) => sha256),
    curves,
  };
}

/** The first picture of every class, then the second of every class: any number of them is spread evenly. */
function inTurns(classes: readonly (readonly Picture[])[]): Picture[] {
  const most = Math.max(0, ...classes.map(({ length }) => length));
  return Array.from({ length: most }, (_, i) => classes.flatMap((one) => one.at(i) ?? [])).flat();
}

async function measure(model: string, pictures: readonly Picture[], wanted: number): Promise<void> {
  const config = await readJson<Config>(join('models', model, 'config.json'));
  if (config === null) throw new Error(`There is no models/${model}/config.json.`);
  const what = createHash('sha256').update(JSON.stringify([config.weights, pictures]));
  const path = join(COUNTED, `${what.digest('hex')}.json`);
  const counts = (await readJson<Counts>(path)) ?? { pictures: 0, right: {} };
  await inApp(model, async (page) => {
    while (counts.pictures < wanted) {
      const end = Math.min(wanted, counts.pictures + BATCH);
      await count(page, config, pictures.slice(counts.pictures, end), counts);
      await writeFile(path, JSON.stringify(counts));
      console.error(`${model}: ${counts.pictures} of ${wanted}`);
    }
  });
  // One measurement a line.
  const text = JSON.stringify(evidenceOf(config, counts), null, 1);
  await writeFile(
    join('models', model, 'evidence.json'),
    text.replace(/\n {4,}| *\n {3}(?=\})/g, ' ') + '\n',
  );
}

const [folder, wanted = '1000', ...models] = process.argv.slice(2);
const catalog = await readJson<{ models: string[] }>('models/catalog.json');
await mkdir(COUNTED, { recursive: true });
const pictures = inTurns(await readPictures(folder));
for (const model of models.length > 0 ? models : (catalog?.models ?? []))
  await measure(model, pictures, Math.min(Number(wanted), pictures.length));
