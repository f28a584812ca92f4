/**
 * `npm run samples`: what the default model says of each sample photo, through the app itself, in Chromium on WASM. Writes
 * `public/samples/predictions.json`, which the app shows until its network is here: to be called whenever the weights
 * change.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { inApp } from './app.ts';

const read = async <T>(path: string) => JSON.parse(await readFile(path, 'utf8')) as T;

const catalog = await read<{ models: string[] }>('models/catalog.json');
const model = catalog.models[0];
const config = await read<{ weights: { sha256: string }[] }>(`models/${model}/config.json`);
const samples = await read<{ id: string; file: string }[]>('public/samples/samples.json');

await inApp(model, async (page) => {
  const photos = await page.evaluate(async (asked) => {
    const answers = [];
    for (const { id, file } of asked) {
      const photo = await (await fetch(`samples/${file}`)).blob();
      const { predictions } = await window.vheat.classify(photo);
      answers.push([id, predictions] as const);
    }
    return answers;
  }, samples);
  const told = photos.map(([id, predictions]) => [
    id,
    predictions.map(({ probability, ...more }) => ({
      ...more,
      probability: Number(probability.toFixed(4)),
    })),
  ]);
  const weights = config.weights.map(({ sha256 }) => sha256);
  const json = { model, weights, predictions: Object.fromEntries(told) as object };
  await writeFile(
    'public/samples/predictions.json',
    `${JSON.stringify(json, null, 1).replace(/\{\s+("index"[^}]*?)\s+\}/g, (_, inner: string) => `{ ${inner.replace(/\s+/g, ' ')} }`)}\n`,
  );
});
