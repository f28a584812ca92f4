import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { bytesSource } from '../../src/checkpoint/byte-source.ts';
import { readSafetensors, writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import { referenceVHeat } from '../../src/testing/reference-vheat.ts';
import { referenceVit } from '../../src/testing/reference-vit.ts';
import { bytesOf, pickle, torchZip } from '../../src/testing/torch-file.ts';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { drop } from '../support/drop.ts';
import { loopPredictions } from '../support/loop-predictions.ts';

const FIXTURES = 'src/testing/fixtures';
const PHOTO = `${FIXTURES}/preprocess/landscape-600x400.png`;
const PRE = 'vheat/pre-norm';
const POST = 'vheat/post-norm-layer-scale';

async function weightsOf(path: string) {
  return readSafetensors(bytesSource(await readFile(`${FIXTURES}/${path}`)));
}

async function expected(path: string, postNorm: boolean) {
  const arrays = await weightsOf(path);
  return loopPredictions(PHOTO, 64, (input) => referenceVHeat(arrays, input, { postNorm }));
}

async function fixture(path: string, name = path.split('/').pop() ?? path) {
  return { name, bytes: await readFile(`${FIXTURES}/${path}`) };
}

test.describe('a checkpoint dropped on the window', () => {
  test('classifies as loops over its numbers do, whatever its format', async ({ page }) => {
    test.setTimeout(240_000);
    const app = new ExplorerPage(page);
    await app.open();
    await app.chooseImage.setInputFiles(PHOTO);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('landscape-600x400.png');
    const pre = await expected(`${PRE}/weights.safetensors`, false);
    const post = await expected(`${POST}/weights.safetensors`, true);
    const ema = await expected(`${POST}/weights-ema.safetensors`, true);
    const files = [
      [`${PRE}/checkpoint.pth`, pre, 0.002],
      [`${PRE}/state-dict-only.pth`, pre, 0.002],
      [`${PRE}/checkpoint-float16.pth`, pre, 0.02],
      [`${PRE}/checkpoint-legacy-format.pth`, pre, 0.002],
      [`${PRE}/checkpoint-inference-form.pth`, pre, 0.002],
      [`${POST}/checkpoint.pth`, post, 0.002],
      [`${POST}/weights.safetensors`, post, 0.002],
      [`${POST}/weights-ema.safetensors`, ema, 0.002],
      [`${PRE}/weights.safetensors`, pre, 0.002],
      [`${PRE}/weights-inference-form.safetensors`, pre, 0.002],
    ] as const;
    for (const [i, [path, wanted, tolerance]] of files.entries()) {
      await drop(page, await fixture(path, `file-${i}.bin`));
      await expect(page.getByText(`with file-${i} at 64 px`)).toBeVisible();
      const shown = await app.topFive();
      expect(shown[0].label).toBe(wanted[0].label);
      for (const [rank, { probability }] of shown.entries())
        expect(Math.abs(probability - wanted[rank].probability)).toBeLessThan(tolerance);
    }
    const question = page.getByRole('region', { name: 'Remember this checkpoint' });
    await question.getByRole('button', { name: 'Not now' }).click();
    await expect(question).toBeHidden();
  });

  for (const file of ['checkpoint.pth', 'checkpoint.safetensors'])
    test(`may be a ViT, once its heads are told: ${file}`, async ({ page }) => {
      const app = new ExplorerPage(page);
      await app.open();
      await app.chooseImage.setInputFiles(PHOTO);
      await app.goto('Models');
      await drop(page, await fixture(`vit/${file}`, 'small-vit.pth'));
      await expect(app.notice('vit-heads')).toBeVisible();
      await page.getByLabel('Attention heads').fill('2');
      await page.getByRole('button', { name: 'Open with these' }).click();
      await expect(page.getByRole('heading', { level: 2, name: 'small-vit' })).toBeVisible();
      await expect(page.getByText('ViT, 3 layers, 2 heads, patch 16 px')).toBeVisible();
      await expect(app.notice('vit-heads')).toBeHidden();
      const arrays = await weightsOf('vit/checkpoint.safetensors');
      const wanted = await loopPredictions(PHOTO, 64, (input) =>
        referenceVit(arrays, input, { heads: 2 }),
      );
      await app.goto('Classify');
      const shown = await app.topFive();
      expect(shown.map(({ label }) => label)).toEqual(wanted.map(({ label }) => label));
      for (const [rank, { probability }] of shown.entries())
        expect(Math.abs(probability - wanted[rank].probability)).toBeLessThan(0.002);
    });

  const bomb = bytesOf(0x80, 2, pickle.global('os', 'system'), '(', pickle.text('id'), 'tR.');
  const refused: [string, Uint8Array, string, RegExp][] = [
    ['evil.pth', torchZip(bomb), 'pickle-forbidden', /os\.system/],
    ['empty.pth', new Uint8Array(), 'empty', /^The file is empty\.$/],
    ['page.pth', bytesOf('<!doctype html><p>404'), 'not-checkpoint', /a web page or XML text/],
    ['cut.pth', bytesOf('PK\x03\x04', 'nothing more'), 'truncated', /ends too early/],
    [
      'resnet.safetensors',
      writeSafetensors(
        new Map([
          ['conv1.weight', { stored: 'f32', shape: [1], data: new Float32Array(1) }],
          ['layer1.0.conv1.weight', { stored: 'f32', shape: [1], data: new Float32Array(1) }],
        ]),
        { dtype: 'f32' },
      ),
      'wrong-model',
      /looks like a ResNet/,
    ],
  ];

  test('that is hostile, broken or another model leaves the one before at work', async ({
    page,
  }) => {
    const app = new ExplorerPage(page);
    await app.open();
    const before = await app.topFive();
    for (const [name, bytes, code, message] of refused) {
      await drop(page, { name, bytes });
      const alert = page.getByRole('alert').last();
      await expect(alert).toContainText(message);
      await expect(app.notice(code)).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('data-status', 'ready');
      expect(await app.topFive()).toEqual(before);
      await alert.getByRole('button', { name: 'Dismiss' }).click();
    }
    await app.goto('Models');
    await expect(
      page.getByRole('heading', { name: 'resnet.safetensors was not opened' }),
    ).toBeVisible();
    await page.getByText('Missing keys: 2').click();
    await expect(page.getByText('layers.0.0.op.dwconv.weight')).toBeVisible();
    await app.goto('Classify');
    await app.samples.getByRole('button').nth(2).click();
    await expect.poll(() => app.topFive()).not.toEqual(before);
  });

  test('whose weights are no numbers runs, with a banner instead of belief', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open();
    const arrays = await weightsOf(`${PRE}/weights.safetensors`);
    const broken = new Map(
      [...arrays].map(([key, a]) => [key, { ...a, data: a.data.map(() => NaN) }]),
    );
    await drop(page, { name: 'nan.bin', bytes: writeSafetensors(broken, { dtype: 'f32' }) });
    await expect(app.notice('model-warning')).toContainText('its probabilities mean nothing');
    await expect(app.predictions.getByRole('listitem').first()).toHaveText('class 0, – %');
  });

  test('takes class names with it, and says when they do not fit', async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open();
    const names = Array.from({ length: 10 }, (_, i) => `<b>name ${i + 1}</b>`).join('\n');
    await drop(page, await fixture(`${PRE}/checkpoint.pth`), {
      name: 'names.txt',
      bytes: bytesOf(`\ufeff${names}\n`),
    });
    await expect(app.predictions.getByRole('listitem').first()).toContainText(/^<b>name \d+<\/b>,/);
    const before = await app.topFive();
    await drop(page, { name: 'three.json', bytes: bytesOf('["a","b","c"]') });
    await expect(app.notice('labels-count')).toContainText('has 3 names, but checkpoint has 10');
    expect(await app.topFive()).toEqual(before);
  });
});

test('a checkpoint is remembered when asked, listed at the next visit, and removed', async ({
  page,
}) => {
  const app = new ExplorerPage(page);
  await app.open('?view=models');
  await app.openCheckpoint.setInputFiles(`${FIXTURES}/${PRE}/checkpoint.pth`);
  await page.getByRole('button', { name: 'Remember', exact: true }).click();
  const entry = app.models.getByRole('listitem').filter({ hasText: 'checkpoint.pth' });
  await expect(entry).toContainText('remembered');
  await page.reload();
  await app.ready();
  await expect(page.getByRole('heading', { level: 2, name: 'checkpoint' })).toBeVisible();
  await app.models.getByRole('button', { name: /^vHeat-Nano vHeat/ }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'vHeat-Nano' })).toBeVisible();
  await entry.getByRole('button', { name: /^checkpoint\.pth/ }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'checkpoint' })).toBeVisible();
  await entry.getByRole('button', { name: 'Remove checkpoint.pth' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'vHeat-Nano' })).toBeVisible();
  await expect(entry).toHaveCount(0);
  await page.goto('./?model=file:checkpoint.pth');
  await app.ready();
  await expect(app.notice('model-unknown')).toContainText('open its file again');
});

test('a browser without room for a checkpoint says so, and the checkpoint runs on', async ({
  page,
  baseURL,
}) => {
  const app = new ExplorerPage(page);
  await app.open('?view=models');
  await app.openCheckpoint.setInputFiles(`${FIXTURES}/${PRE}/checkpoint.pth`);
  const browser = await page.context().newCDPSession(page);
  await browser.send('Storage.overrideQuotaForOrigin', { origin: baseURL ?? '', quotaSize: 1 });
  await page.getByRole('button', { name: 'Remember', exact: true }).click();
  await expect(app.notice('not-remembered')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'checkpoint' })).toBeVisible();
  const entry = app.models.getByRole('listitem').filter({ hasText: 'checkpoint.pth' });
  await expect(entry).not.toContainText('remembered');
  await app.goto('Classify');
  await app.samples.getByRole('button').nth(2).click();
  expect(await app.topFive()).toHaveLength(5);
});

test('choices in the report read the model again', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open('?view=models');
  await app.openCheckpoint.setInputFiles(`${FIXTURES}/${POST}/checkpoint.pth`);
  await expect(page.getByRole('heading', { level: 2, name: 'checkpoint' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Input size' }).selectOption('96');
  await expect(page.getByText('96 px, made for 64 px')).toBeVisible();
  const shape = () =>
    page.evaluate(async () => (await window.vheat.capture({ stage: 0, block: 0 })).shape);
  expect(await shape()).toEqual([24, 24, 8]);
  const k = () =>
    page.evaluate(async () => (await window.vheat.capture({ stage: 0, block: 0 })).k.at(-1));
  const padded = await k();
  await page.getByRole('radio', { name: 'bicubic' }).click();
  await expect(page.getByText('its fraction of the finest')).toBeVisible();
  expect(await k()).not.toBe(padded);
  await page.getByRole('radio', { name: 'model_ema' }).click();
  await expect(page.getByRole('definition').filter({ hasText: /^model_ema$/ })).toBeVisible();
  await page.getByRole('button', { name: 'As the file says' }).click();
  await expect(page.getByRole('button', { name: 'As the file says' })).toBeHidden();
  expect(await shape()).toEqual([16, 16, 8]);
});

test('the API opens with options, reports plain JSON, and rejects with codes', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open();
  const bytes = (await readFile(`${FIXTURES}/vit/checkpoint.pth`)).toString('base64');
  const outcome = await page.evaluate(async (base64) => {
    const blob = await (await fetch(`data:;base64,${base64}`)).blob();
    const code = (promise: Promise<unknown>) =>
      promise.then(
        () => 'none',
        (error: unknown) => (error as { code: string }).code,
      );
    const half: [number, number, number] = [0.5, 0.5, 0.5];
    const report = await window.vheat.open(blob, 'vit.pth', { heads: 2, mean: half, std: half });
    return {
      report: JSON.parse(JSON.stringify(report)) as unknown,
      codes: [
        await code(window.vheat.open(blob, 'x.pth')),
        await code(window.vheat.open(blob, 'x.pth', { heads: 0 })),
        await code(window.vheat.open(new Blob(['words']))),
        await code(window.vheat.open(blob, 'x.pth', { heads: 2, inputSize: 96 })),
      ],
      model: (await window.vheat.classify('samples/espresso.jpg')).model,
    };
  }, bytes);
  expect(outcome.report).toMatchObject({
    file: 'vit.pth',
    architecture: 'vit',
    heads: 2,
    mean: [0.5, 0.5, 0.5],
    classes: 10,
  });
  expect(outcome.codes).toEqual(['vit-heads', 'bad-options', 'not-checkpoint', 'input-size']);
  expect(outcome.model).toBe('file:vit.pth');
});

test('20 switches between models leave memory as it was', async ({ page }) => {
  test.setTimeout(240_000);
  const app = new ExplorerPage(page);
  await app.open('?view=models');
  await app.openCheckpoint.setInputFiles(`${FIXTURES}/${PRE}/checkpoint.pth`);
  await expect(page.getByRole('heading', { level: 2, name: 'checkpoint' })).toBeVisible();
  const seen = await page.evaluate(async () => {
    const memory: { tensors: number; bytes: number }[] = [];
    for (let i = 0; i < 20; i++) {
      await window.vheat.setState({ model: i % 2 ? 'file:checkpoint.pth' : null });
      memory.push(await window.vheat.memory());
    }
    return memory;
  });
  expect(seen).toHaveLength(20);
  for (const [i, memory] of seen.entries()) expect(memory).toEqual(seen[i % 2]);
  expect(seen[0]).not.toEqual(seen[1]);
});

for (const theme of ['dark', 'light'])
  test(`the Models view has nothing axe would object to, ${theme}`, async ({ page }) => {
    const app = new ExplorerPage(page);
    await app.open(`?view=models&theme=${theme}`);
    await app.openCheckpoint.setInputFiles(`${FIXTURES}/${POST}/checkpoint.pth`);
    await expect(page.getByRole('heading', { level: 2, name: 'checkpoint' })).toBeVisible();
    await drop(page, { name: 'x.pth', bytes: refusedBytes() });
    await expect(page.getByRole('heading', { name: 'x.pth was not opened' })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });

function refusedBytes(): Uint8Array {
  const data = new Float32Array(1);
  return writeSafetensors(
    new Map([['layer1.0.conv1.weight', { stored: 'f32', shape: [1], data }]]),
    {
      dtype: 'f32',
    },
  );
}

test('the Models view fits a phone and is used by keyboard alone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const app = new ExplorerPage(page);
  await app.open('?view=models');
  await app.openCheckpoint.setInputFiles(`${FIXTURES}/${POST}/checkpoint.pth`);
  await expect(page.getByRole('heading', { level: 2, name: 'checkpoint' })).toBeVisible();
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
  await page.getByRole('radio', { name: 'model', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('definition').filter({ hasText: /^model_ema$/ })).toBeVisible();
  await app.models.getByRole('button', { name: /^vHeat-Nano vHeat/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'vHeat-Nano' })).toBeVisible();
});
