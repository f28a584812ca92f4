import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { familiarity } from '../../math/outliers.ts';
import { CATALOG, MODEL_CONFIG } from './config.ts';
import { isOf } from './evidence.ts';
import { outlierDetector, OUTLIERS, packed, unpacked } from './outliers.ts';

const MODELS = join(import.meta.dirname, '../../../models');
const json = (path: string): unknown => JSON.parse(readFileSync(join(MODELS, path), 'utf8'));
const { models } = v.parse(CATALOG, json('catalog.json'));

test.each(models)('what %s knows of outliers was measured with its weights', (model) => {
  const file = v.parse(OUTLIERS, json(`${model}/outliers.json`));
  const config = v.parse(MODEL_CONFIG, json(`${model}/config.json`));
  const digests = config.weights.map(({ file: name }) => {
    const bytes = readFileSync(join(MODELS, model, name));
    return { sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  // Where this fails, the weights were exchanged: npm run model -- calibrate measures them.
  expect(isOf(digests, file)).toBe(true);
  expect(config.temperature).toBeGreaterThan(0);
  const { lengths, biases, directions } = unpacked(file);
  expect([lengths.length, biases.length]).toEqual([config.classes, config.classes]);
  const width = config.architecture === 'vit' ? config.width : config.dims[3];
  expect(directions.length).toBe(Math.floor(width / 2) * width);
  for (let i = 0; i < directions.length; i += width) {
    const row = Array.from(directions).slice(i, i + width);
    expect(row.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 2);
  }
});

const FAMILIAR = {
  lengths: Float32Array.of(2, 1),
  biases: Float32Array.of(1, 0),
  directions: Float32Array.of(1, 0),
  coefficients: { cosine: 2, energy: 0.5, residual: -0.25 },
};
const ANSWER = { features: [3, 4], logits: [7, 4] };
/** 2 · 0.8 + 0.5 · log(e⁷ + e⁴) − 0.25 · 4 */
const SCORE = 1.6 + 0.5 * (7 + Math.log1p(Math.exp(-3))) - 1;

test('numbers come back from a file as they went in', () => {
  expect(unpacked(packed(FAMILIAR))).toEqual(FAMILIAR);
  expect(familiarity(ANSWER, unpacked(packed(FAMILIAR)))).toBeCloseTo(SCORE, 6);
});

test('a class may fit where the score reaches the threshold', () => {
  const detector = (threshold: number) =>
    outlierDetector({
      command: 'x',
      date: '2026-01-01',
      dataset: 'x',
      weights: [],
      pictures: { own: 1, others: 1 },
      auroc: 0.5,
      flagged: { own: 0.1, others: 0.2 },
      threshold,
      ...packed(FAMILIAR),
    });
  expect(detector(SCORE - 1e-3).fits(ANSWER)).toBe(true);
  expect(detector(SCORE + 1e-3).fits(ANSWER)).toBe(false);
});
