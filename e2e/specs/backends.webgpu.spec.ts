import { expect, test, type Page } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';
import { serveModels } from '../support/serve-models.ts';

const COUNT = 5;

/** Every probability shown for the first samples, by the page's own API. */
async function classifySamples(page: Page, backend: string) {
  const app = new ExplorerPage(page);
  await app.open(`?backend=${backend}`);
  return page.evaluate(async (count) => {
    const list = (await (await fetch('samples/samples.json')).json()) as { file: string }[];
    const results = [];
    for (const { file } of list.slice(0, count))
      results.push(await window.vheat.classify(`samples/${file}`));
    return results;
  }, COUNT);
}

test('WebGPU and WASM see the same in every sample', async ({ page, context }) => {
  test.setTimeout(300_000);
  const gpu = await classifySamples(page, 'webgpu');
  await page.close();
  const wasm = await classifySamples(await context.newPage(), 'wasm');
  expect(gpu).toHaveLength(COUNT);
  for (const [i, result] of gpu.entries()) {
    expect(result.backend).toBe('webgpu');
    expect(wasm[i].backend).toBe('wasm');
    expect(result.predictions[0].label).toBe(wasm[i].predictions[0].label);
    for (const [rank, { probability }] of result.predictions.entries())
      expect(Math.abs(probability - wasm[i].predictions[rank].probability)).toBeLessThan(1e-3);
  }
});

test('an emulated GPU is passed over for WASM, and the badge says why', async ({ page }) => {
  const app = new ExplorerPage(page);
  await app.open();
  await expect(app.backend).toContainText('WASM');
  await app.backend.getByRole('button').click();
  await expect(page.getByText(/emulated on the processor/)).toBeVisible();
});

test.describe('on the GPU', () => {
  test.use({ serviceWorkers: 'block' });

  test('20 switches between a vHeat and a ViT leave memory as it was', async ({ page }) => {
    await serveModels(page, ['vheat-test', 'vit-test']);
    await new ExplorerPage(page).open('?backend=webgpu');
    const seen = await page.evaluate(async () => {
      const memory: { tensors: number; bytes: number }[] = [];
      for (let i = 0; i < 20; i++) {
        await window.vheat.setState({ model: i % 2 === 0 ? 'vit-test' : 'vheat-test' });
        memory.push(await window.vheat.memory());
      }
      return memory;
    });
    expect(seen).toHaveLength(20);
    // Both slots are filled from the first switch on.
    for (const memory of seen) expect(memory).toEqual(seen[0]);
  });
});
