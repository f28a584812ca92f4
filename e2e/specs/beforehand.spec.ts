import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Beforehand } from '../../src/state/beforehand.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

const WEIGHTS = /\/models\/.*\.safetensors$/;
const shipped = JSON.parse(readFileSync('public/samples/predictions.json', 'utf8')) as Beforehand;

// What the service worker answers could not be delayed here.
test.use({ serviceWorkers: 'block' });

test('until the network is here its predictions are shown as computed beforehand', async ({
  page,
}) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(WEIGHTS, async (route) => {
    await held;
    await route.continue().catch(() => undefined); // let go meanwhile
  });
  const app = new ExplorerPage(page);
  await page.goto('./?sample=espresso');
  const mark = page.getByText('Computed beforehand');
  await expect(mark).toBeVisible();
  const before = await app.topFive();
  expect(before[0].label).toBe('espresso');
  await expect(page.getByRole('img', { name: /^Espresso/ })).toBeVisible();
  release();
  await app.ready();
  await expect(mark).toHaveCount(0);
  const after = await app.topFive();
  expect(after.map(({ label }) => label)).toEqual(before.map(({ label }) => label));
});

test('under another time, or for another network, nothing was computed beforehand', async ({
  page,
}) => {
  await page.route(WEIGHTS, () => undefined); // never answered
  for (const search of ['?t=0.5', '?model=vit-nano']) {
    await page.goto(`./${search}`);
    await expect(page.getByText(/^(Preparing|Loading) the network/)).toBeVisible();
    await expect(page.getByText('Computed beforehand')).toHaveCount(0);
  }
});

test('the predictions computed beforehand are those of the engine', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open();
  const live = await page.evaluate(async () => {
    const samples = (await (await fetch('samples/samples.json')).json()) as {
      id: string;
      file: string;
    }[];
    const answers = [];
    for (const { id, file } of samples) {
      const photo = await (await fetch(`samples/${file}`)).blob();
      answers.push([id, (await window.vheat.classify(photo)).predictions] as const);
    }
    return answers;
  });
  expect(Object.keys(shipped.predictions)).toEqual(live.map(([id]) => id));
  for (const [id, predictions] of live) {
    const told = shipped.predictions[id];
    // Where this fails, the weights were exchanged: npm run samples computes them anew.
    for (const [rank, { label, probability }] of predictions.entries()) {
      expect([id, rank, told[rank].probability]).toEqual([
        id,
        rank,
        expect.closeTo(probability, 2),
      ]);
      const near = told.find((one) => one.label === label);
      if (rank === 0) expect([id, near?.probability]).toEqual([id, expect.closeTo(probability, 2)]);
    }
  }
});
