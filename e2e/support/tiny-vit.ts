import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

const ID = 'vit-tiny';
const WEIGHTS = readFileSync('src/testing/fixtures/vit/checkpoint.safetensors');

/** The golden ViT as a model folder: 64 px, 4 × 4 patches, 3 layers of 2 heads. */
const CONFIG = {
  id: ID,
  name: 'ViT-Tiny',
  architecture: 'vit',
  width: 32,
  depth: 3,
  heads: 2,
  patchSize: 16,
  classes: 10,
  imageSize: 64,
  preprocess: {
    resizeShorterSide: 64,
    centreCrop: 64,
    interpolation: 'bicubic',
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  },
  weights: [
    {
      file: 'weights.safetensors',
      bytes: WEIGHTS.length,
      sha256: createHash('sha256').update(WEIGHTS).digest('hex'),
    },
  ],
};

/**
 * Serves a small vHeat and a tiny ViT as the only models, so that tests do not depend on which weights come
 * with the app and stay quick.
 * @param models ids for the catalogue, the classifier first; `vit-tiny` is the tiny ViT
 */
export async function serveModels(page: Page, models: readonly string[]): Promise<void> {
  await page.route('**/models/catalog.json', (route) => route.fulfill({ json: { models } }));
  await page.route(`**/models/${ID}/config.json`, (route) => route.fulfill({ json: CONFIG }));
  await page.route(`**/models/${ID}/weights.safetensors`, (route) =>
    route.fulfill({ body: WEIGHTS, contentType: 'application/octet-stream' }),
  );
}
