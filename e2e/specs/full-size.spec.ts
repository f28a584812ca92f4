import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import { PUBLISHED, randomVHeat } from '../../src/testing/random-vheat.ts';
import { referenceVHeat } from '../../src/testing/reference-vheat.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { loopPredictions } from '../support/loop-predictions.ts';

const PHOTO = 'src/testing/fixtures/preprocess/landscape-600x400.png';

test('a vHeat of Tiny’s published shape loads and classifies as loops over its numbers do', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const folder = await mkdtemp(join(tmpdir(), 'vheat-'));
  const file = join(folder, 'tiny.safetensors');
  try {
    const arrays = randomVHeat(PUBLISHED.tiny, 7);
    await writeFile(file, writeSafetensors(arrays, { dtype: 'f32' }));
    const app = new ExplorerPage(page);
    await app.open('?view=models');
    const loading = page.getByRole('region', { name: 'Loading' });
    await app.openCheckpoint.setInputFiles(file);
    await expect(loading).toContainText(/Reading \d+\.\d MB of 1\d\d\.\d MB|Preparing/);
    await loading.getByRole('button', { name: 'Cancel' }).click();
    await expect(loading).toBeHidden();
    await expect(page.getByRole('heading', { level: 2, name: 'vHeat-Nano' })).toBeVisible();
    await app.openCheckpoint.setInputFiles([]);
    await app.openCheckpoint.setInputFiles(file);
    await expect(page.getByText(/^vHeat-Tiny · 3\d\.\d M parameters · 224 px/)).toBeVisible({
      timeout: 120_000,
    });
    const photo = (await readFile(PHOTO)).toString('base64');
    const { predictions } = await page.evaluate(
      async (base64) =>
        window.vheat.classify(await (await fetch(`data:image/png;base64,${base64}`)).blob()),
      photo,
    );
    const expected = await loopPredictions(PHOTO, 224, (input) =>
      referenceVHeat(arrays, input, { postNorm: false }),
    );
    expect(predictions.map(({ index }) => index)).toEqual(expected.map(({ index }) => index));
    for (const [rank, { probability }] of predictions.entries())
      expect(probability / expected[rank].probability).toBeCloseTo(1, 2);
    // ImageNet's names come with the app.
    const names = JSON.parse(await readFile('public/labels/imagenet-1k.json', 'utf8')) as string[];
    expect(predictions.map(({ label }) => label)).toEqual(
      expected.map(({ index }) => names[index]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
