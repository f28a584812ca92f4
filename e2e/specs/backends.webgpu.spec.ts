import { expect, test, type Page } from '@playwright/test';
import { ExplorerPage } from '../pages/explorer-page.ts';

const COUNT = 5;

/** Every probability shown for the first samples, by the page's own API. */
async function classifySamples(page: Page, backend: string) {
  const app = new ExplorerPage(page);
  // The smaller of the embedded models: emulated GPUs are slow.
  await app.open(`?model=vheat-nano-64&backend=${backend}`);
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
