import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { beforehandOf, sampleToCome, type Beforehand } from './beforehand.ts';
import { createExplorerStore, type ExplorerState, type Sample } from './store.ts';

const ROOT = join(import.meta.dirname, '../..');
const json = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const shipped = json('public/samples/predictions.json') as Beforehand;
const samples = json('public/samples/samples.json') as Sample[];

test('the predictions computed beforehand are of the default model’s weights and of every photo', () => {
  const { models } = json('models/catalog.json') as { models: string[] };
  const { weights } = json(`models/${models[0]}/config.json`) as { weights: { sha256: string }[] };
  expect(shipped.model).toBe(models[0]);
  // Where this fails, the weights were exchanged: npm run samples computes them anew.
  expect(shipped.weights).toEqual(weights.map(({ sha256 }) => sha256));
  expect(Object.keys(shipped.predictions)).toEqual(samples.map(({ id }) => id));
});

test('they are shown for the sample to come, by the default model as trained, and for nothing else', () => {
  const state = (more: Partial<ExplorerState>): ExplorerState => ({
    ...createExplorerStore({}).getState(),
    samples,
    beforehand: shipped,
    ...more,
  });
  expect(beforehandOf(state({}))).toBe(shipped.predictions[samples[0].id]);
  expect(beforehandOf(state({ sample: 'espresso' }))).toBe(shipped.predictions.espresso);
  expect(sampleToCome(state({ t: 0.5 }))).toBe(samples[0]);
  for (const more of [{ t: 0.5 }, { k: 2 }, { kConst: 1 }, { model: 'vit-nano' }, { asked: 'x' }])
    expect(beforehandOf(state(more))).toBeNull();
  for (const more of [{ photo: 'own' as const }, { photoOwner: 'user' as const }, { samples: [] }])
    expect(beforehandOf(state(more))).toBeNull();
});
