import { expect, test } from '@playwright/test';
import { asDetector, randomBackbone } from '../../src/testing/random-backbone.ts';
import { torchCheckpoint } from '../../src/testing/torch-file.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { drop } from '../support/drop.ts';

/** An epoch file of a detector with random weights for 96 × 64 pixels. */
const DETECTOR = {
  name: 'epoch_12.pth',
  bytes: torchCheckpoint(asDetector(randomBackbone([16, 24], 3))),
};

test('the backbone of a detector dropped on the window shows heat and fields, and says that it cannot classify', async ({
  page,
}) => {
  const app = new ExplorerPage(page);
  await app.open();
  await drop(page, DETECTOR);
  await app.goto('Classify');
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText(
    'epoch_12 is a backbone without a classifier: it cannot say what the photo shows',
  );
  await expect(app.predictions).toHaveCount(0);
  await expect(page.getByRole('img', { name: /./ }).first()).toBeVisible();

  await app.goto('Diffuse');
  await expect(page.getByRole('complementary', { name: 'Prediction' })).toContainText(
    'cannot say what the photo shows',
  );
  await expect(page.getByText('Where the decision flips')).toHaveCount(0);
  await expect(page.getByText('16×24×8')).toBeVisible();
  const heat = () =>
    page.evaluate(async () => {
      const { shape, u0, ut } = await window.vheat.capture({ stage: 0, block: 0 });
      return { shape, u0: [...u0], ut: [...ut] };
    });
  const trained = await heat();
  expect(trained.shape).toEqual([16, 24, 8]);
  const sum = (values: number[], c: number) =>
    values.reduce((total, value, i) => total + (i % 8 === c ? value : 0), 0);
  for (let c = 0; c < 8; c++) expect(sum(trained.ut, c)).toBeCloseTo(sum(trained.u0, c), 2);
  expect(trained.ut).not.toEqual(trained.u0);
  await page.evaluate(() => window.vheat.setState({ t: 0 }));
  const still = await heat();
  still.ut.forEach((value, i) => expect(value).toBeCloseTo(still.u0[i], 3));
  await page.evaluate(() => window.vheat.setState({ t: 1 }));

  await app.goto('Field');
  await expect(page.getByRole('img', { name: /vHeat|epoch_12/i }).first()).toBeVisible({
    timeout: 60_000,
  });
  const field = await page.evaluate(async () => {
    const { height, width, data } = await window.vheat.field({ network: 'vheat' });
    return { height, width, total: data.reduce((total, value) => total + value, 0) };
  });
  expect([field.height, field.width]).toEqual([64, 96]);
  expect(field.total).toBeGreaterThan(0);

  await app.goto('Compare');
  await expect(page.getByText('epoch_12, stage 3 block 2')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);

  const refused = await page.evaluate(async () => {
    const failure = (error: unknown) => (error as { code: string }).code;
    const list = (await (await fetch('samples/samples.json')).json()) as { file: string }[];
    return window.vheat.classify(`samples/${list[0].file}`).catch(failure);
  });
  expect(refused).toBe('no-classifier');
  await expect(page.locator('html')).toHaveAttribute('data-status', 'ready');
});
