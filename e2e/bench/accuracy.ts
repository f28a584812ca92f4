/**
 * Accuracy of an embedded model through the app itself, in Chromium on WASM: `tsx e2e/bench/accuracy.ts <folder> <model>
 * [pictures]`, after `vite build`. The folder holds one JPEG of 64×64 tiles per class, as `models/training` reads it;
 * every n-th tile is classified, evenly over the classes, so that about 1,000 are. Writes what it measured into the
 * model's config.json and model card.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { inApp } from './app.ts';
import { readPictures, type Picture } from './pictures.ts';

const BATCH = 50;

/** Of each picture, the classes the page puts first. */
async function classify(page: Page, pictures: readonly Picture[]): Promise<number[][]> {
  return page.evaluate(
    async (urls) => {
      const best: number[][] = [];
      for (const url of urls) {
        const blob = await (await fetch(url)).blob();
        const { predictions } = await window.vheat.classify(blob);
        best.push(predictions.map(({ index }) => index));
      }
      return best;
    },
    pictures.map(({ url }) => url),
  );
}

const [folder, model, wanted = '1000'] = process.argv.slice(2);
const all = (await readPictures(folder)).flat();
const every = Math.max(1, Math.floor(all.length / Number(wanted)));
const pictures = all.filter((_, i) => i % every === 0);

await inApp(model, async (page) => {
  let first = 0;
  let five = 0;
  for (let start = 0; start < pictures.length; start += BATCH) {
    const batch = pictures.slice(start, start + BATCH);
    for (const [i, best] of (await classify(page, batch)).entries()) {
      first += Number(best[0] === batch[i].label);
      five += Number(best.includes(batch[i].label));
    }
    console.error(`${start + batch.length} of ${pictures.length}`);
  }
  const share = (hits: number) => Number(((100 * hits) / pictures.length).toFixed(2));
  const engine = { images: pictures.length, top1: share(first), top5: share(five) };
  console.log(JSON.stringify({ model, ...engine }));

  const config = join('models', model, 'config.json');
  const told = JSON.parse(await readFile(config, 'utf8')) as { accuracy: object };
  told.accuracy = { ...told.accuracy, engine };
  await writeFile(config, JSON.stringify(told, null, 1) + '\n');
  const card = join('models', model, 'MODEL_CARD.md');
  const row = `| the same through the app, on WASM | ${engine.top1.toFixed(2)} % | ${engine.top5.toFixed(2)} % |\n`;
  const text = (await readFile(card, 'utf8')).replace(/^\| the same through the app.*\n/m, '');
  await writeFile(card, text.replace(/^(\| of these, every.*\n)/m, `$1${row}`));
});
