import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { bytesSource } from '../../src/checkpoint/byte-source.ts';
import { readSafetensors, writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';

/** Files as people really have them; the numbers are PyTorch's. */
const CASES = 'src/testing/fixtures/cases';
const SHARDS = [1, 2].map((part) => `${CASES}/model-0000${part}-of-00002.safetensors`);

async function openPhoto(page: Page): Promise<ExplorerPage> {
  const app = new ExplorerPage(page);
  await app.open();
  await app.chooseImage.setInputFiles(`${CASES}/photo.png`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('photo.png');
  return app;
}

/** Opens checkpoints in the Models view and comes back to the numbers. */
async function openCheckpoint(app: ExplorerPage, ...files: string[]): Promise<void> {
  await app.goto('Models');
  await app.openCheckpoint.setInputFiles(files);
}

async function expectBest(app: ExplorerPage, label: string, percent: number): Promise<void> {
  await app.goto('Classify');
  await expect(app.predictions.getByRole('listitem').first()).toHaveText(
    new RegExp(`^${label}, ${percent.toFixed(1)} %`),
  );
}

test('what a file does not say stands beside the numbers and leads to its choice', async ({
  page,
}) => {
  const app = await openPhoto(page);
  await openCheckpoint(app, `${CASES}/linear-probe.pth.tar`);
  await expectBest(app, 'class 4', 51.5);
  const assumed = page.getByText('Assumed, as the file does not say:');
  await expect(assumed).toContainText('1 attention head, 4 × 4 patches, ImageNet’s mean');
  await assumed.getByRole('button', { name: '1 attention head' }).click();
  const heads = page.getByLabel('Attention heads');
  await expect(heads).toBeFocused();
  await heads.fill('4');
  await heads.press('Enter');
  await expect(page.getByText('ViT, 1 layers, 4 heads')).toBeVisible();
  await expectBest(app, 'class 3', 94.1);
  await expect(assumed).not.toContainText('attention head');
  await assumed.getByRole('button', { name: '4 × 4 patches' }).click();
  await expect(page.getByLabel('Rows × columns of patches')).toBeFocused();
});

test('an oblong network is never silently square, and every view shows it', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const app = await openPhoto(page);
  await openCheckpoint(app, `${CASES}/rect-8x2.pth`);
  await expect(page.getByText('16 patches lie: 4 × 4 is assumed; 8 × 2, 2 × 8')).toBeVisible();
  await page.getByLabel('Rows × columns of patches').selectOption('8 × 2');
  await expect(page.getByText('grid 8 × 2')).toBeVisible();
  await expectBest(app, 'class 0', 39.6);
  await expect(page.getByText('with rect-8x2 at 16 × 64 px.')).toBeVisible();
  const shape = await page
    .getByRole('img', { name: 'photo.png' })
    .evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height]);
  expect(shape).toEqual([90, 70]);
  await page.getByRole('radio', { name: 'as the network sees it, 16 × 64 px' }).click();
  await expect(page.getByRole('img', { name: '16 by 64 pixels' })).toBeVisible();
  await app.goto('Compare');
  const attention = page.getByRole('img', { name: /^Attention, rect-8x2/ });
  await expect(attention).toBeVisible();
  await expect(page.getByText('sees the square at its centre, rect-8x2 the whole')).toBeVisible();
  await app.goto('Field');
  await expect(page.getByText('ViT after training: 16 × 64 px input')).toBeVisible();
  const field = await page.evaluate(() => window.vheat.field({ network: 'vit' }));
  expect([field.height, field.width]).toEqual([64, 16]);
  expect(errors).toEqual([]);
});

test('the parts of a model open together; one alone says so', async ({ page }) => {
  const app = await openPhoto(page);
  await openCheckpoint(app, SHARDS[0]);
  await expect(app.notice('part-alone')).toContainText('part 1 of 2: open the parts together');
  await app.openCheckpoint.setInputFiles([SHARDS[1], `${CASES}/model.safetensors.index.json`]);
  await expect(app.notice('part-missing')).toContainText('model-00001-of-00002.safetensors');
  await app.openCheckpoint.setInputFiles(SHARDS);
  await expect(page.getByRole('heading', { level: 2, name: 'model' })).toBeVisible();
  await expectBest(app, 'class 3', 72.1);
  await expect(app.notice('part-missing')).toBeHidden();
  await page.getByRole('button', { name: 'Remember', exact: true }).click();
  await page.reload();
  await app.ready();
  await app.chooseImage.setInputFiles(`${CASES}/photo.png`);
  await expectBest(app, 'class 3', 72.1);
});

test('leftovers are listed, and nothing of them is executed', async ({ page }) => {
  const app = await openPhoto(page);
  for (const [file, object] of [
    ['posixpath.pth', 'pathlib.PosixPath'],
    ['omegaconf.pth', 'omegaconf.dictconfig.DictConfig'],
  ]) {
    await openCheckpoint(app, `${CASES}/${file}`);
    await expect(page.getByRole('definition').filter({ hasText: 'Python objects' })).toContainText(
      object,
    );
    await expectBest(app, 'class 2', 27.7);
  }
});

test('the API takes the parts of a model, a grid and a set of weights', async ({ page }) => {
  const app = await openPhoto(page);
  const files = await Promise.all(
    [...SHARDS, `${CASES}/rect-8x2.pth`].map(async (path) => ({
      name: path.split('/').pop() ?? '',
      base64: (await readFile(path)).toString('base64'),
    })),
  );
  const outcome = await page.evaluate(async (list) => {
    const [first, second, rect] = await Promise.all(
      list.map(async ({ name, base64 }) => {
        const blob = await (await fetch(`data:;base64,${base64}`)).blob();
        return new File([blob], name);
      }),
    );
    const code = (promise: Promise<unknown>) =>
      promise.then(
        () => 'none',
        (error: unknown) => (error as { code: string }).code,
      );
    const whole = await window.vheat.open([second, first]);
    const oblong = await window.vheat.open(rect, 'rect.pth', { grid: [8, 2] });
    return {
      whole: [whole.file, whole.assumed.length],
      oblong: [oblong.grid, oblong.grids.length],
      codes: [
        await code(window.vheat.open([])),
        await code(window.vheat.open(first)),
        await code(window.vheat.open(rect, 'x', { grid: [5, 3] })),
        await code(window.vheat.open(rect, 'x', { variant: 'ema' })),
      ],
    };
  }, files);
  expect(outcome).toEqual({
    whole: ['model.safetensors', 3],
    oblong: [[8, 2], 5],
    codes: ['bad-file', 'part-alone', 'vit-grid', 'no-variant'],
  });
  await expectBest(app, 'class 0', 39.6);
});

test('sums that overflow get a banner, and no chart draws what is no number', async ({ page }) => {
  const app = await openPhoto(page);
  const path = 'src/testing/fixtures/vheat/pre-norm/weights.safetensors';
  const arrays = await readSafetensors(bytesSource(await readFile(path)));
  for (const [name, change] of [
    ['constant', () => 3e38],
    ['scaled', (x: number) => x * 1e17],
  ] as const) {
    const edited = [...arrays].map(
      ([key, a]) => [key, { ...a, data: a.data.map(change) }] as const,
    );
    const buffer = Buffer.from(writeSafetensors(new Map(edited), { dtype: 'f32' }));
    await app.goto('Models');
    await app.openCheckpoint.setInputFiles({ name: `${name}.bin`, mimeType: '', buffer });
    await expect(app.notice('model-warning')).toContainText('overflow');
    await app.goto('Classify');
    await expect(app.predictions.getByRole('listitem').first()).toHaveText('class 0, – %');
    for (const view of ['Classify', 'Diffuse', 'Field', 'Compare', 'Models']) {
      await app.goto(view);
      await expect(page.locator('main h1, main h2').first()).toBeVisible();
      if (view === 'Diffuse') await expect(page.getByText(/^No numbers along/)).toBeVisible();
      const broken = await page.evaluate(
        () =>
          [...document.querySelectorAll('main *')].filter((element) =>
            [...element.attributes].some(({ value }) => /NaN|Infinity/.test(value)),
          ).length,
      );
      expect({ view, broken }).toEqual({ view, broken: 0 });
    }
  }
  await app.goto('Models');
  await app.models.getByRole('button', { name: /^vHeat-Nano vHeat/ }).click();
  await expect(app.notice('model-warning')).toBeHidden();
});
