import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { writeSafetensors } from '../../src/checkpoint/safetensors.ts';
import { randomVHeat } from '../../src/testing/random-vheat.ts';
import { randomVit } from '../../src/testing/random-vit.ts';

/** A model folder in memory. */
interface Folder {
  readonly config: object;
  readonly weights: Uint8Array;
}

const PREPROCESS = {
  resizeShorterSide: 64,
  centreCrop: 64,
  interpolation: 'bicubic',
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};

const VHEAT = {
  dims: [16, 32, 64, 128],
  depths: [2, 2, 6, 2],
  layerScale: false,
  classes: 20,
  imageSize: 64,
};

const VIT_32 = {
  architecture: 'vit',
  width: 32,
  depth: 3,
  heads: 2,
  patchSize: 32,
  classes: 10,
  imageSize: 64,
} as const;

export type TestModel = 'vheat-test' | 'vit-test' | 'vit-32-test';

const FOLDERS: Readonly<Record<TestModel, Folder>> = {
  /** Tiny's depths at a sixth of its width, 64 px: grids of 16, 8, 4 and 2; random weights. */
  'vheat-test': {
    config: { name: 'vHeat-Test', architecture: 'vheat', postNorm: false, ...VHEAT },
    weights: writeSafetensors(randomVHeat(VHEAT, 3), { dtype: 'f16' }),
  },
  /** The golden ViT: 64 px, 4 × 4 patches, 3 layers of 2 heads. */
  'vit-test': {
    config: {
      name: 'ViT-Test',
      architecture: 'vit',
      width: 32,
      depth: 3,
      heads: 2,
      patchSize: 16,
      classes: 10,
      imageSize: 64,
    },
    weights: readFileSync('src/testing/fixtures/vit/checkpoint.safetensors'),
  },
  /** Patches of 32 px: 2 × 2 of them. */
  'vit-32-test': {
    config: { name: 'ViT-32-Test', ...VIT_32 },
    weights: writeSafetensors(randomVit({ ...VIT_32, mlpRatio: 4 }, 5), { dtype: 'f32' }),
  },
};

/**
 * Serves small networks as the only models, so that tests do not depend on which weights come with the app and stay
 * quick.
 * @param models ids for the catalogue, the classifier first
 */
export async function serveModels(page: Page, models: readonly TestModel[]): Promise<void> {
  await page.route('**/models/catalog.json', (route) => route.fulfill({ json: { models } }));
  for (const id of models) {
    const { config, weights } = FOLDERS[id];
    const part = {
      file: 'weights.safetensors',
      bytes: weights.length,
      sha256: createHash('sha256').update(weights).digest('hex'),
    };
    const json = { id, ...config, preprocess: PREPROCESS, weights: [part] };
    await page.route(`**/models/${id}/config.json`, (route) => route.fulfill({ json }));
    await page.route(`**/models/${id}/${part.file}`, (route) =>
      route.fulfill({ body: Buffer.from(weights), contentType: 'application/octet-stream' }),
    );
  }
}
