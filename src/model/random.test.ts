import { describe, expect, test } from 'vitest';
import { seededRandom, truncatedNormal } from '../math/random.ts';
import { readTensors } from '../testing/tensors.ts';
import { mapTensors } from './nn/tree.ts';
import { vheatConfigOf } from './vheat/config.ts';
import { randomVHeatWeights } from './vheat/random.ts';
import { readVHeatWeights } from './vheat/read.ts';
import { vitConfigOf } from './vit/config.ts';
import { randomVitWeights } from './vit/random.ts';
import { readVitWeights } from './vit/read.ts';

const shapes = (weights: unknown) => mapTensors(weights, ({ shape }) => shape);
const deviation = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

describe('a random twin', () => {
  test.each(['pre-norm', 'post-norm-layer-scale'])('has the shape of vHeat %s', async (name) => {
    const arrays = await readTensors(`vheat/${name}/weights.safetensors`);
    const config = vheatConfigOf(arrays);
    const twin = randomVHeatWeights(config, 1);
    expect(shapes(twin)).toEqual(shapes(readVHeatWeights(arrays, config)));
    expect(randomVHeatWeights(config, 1)).toEqual(twin);
    expect(randomVHeatWeights(config, 2)).not.toEqual(twin);
  });

  test('of a vHeat starts from the documented values', async () => {
    const config = vheatConfigOf(
      await readTensors('vheat/post-norm-layer-scale/weights.safetensors'),
    );
    const { stem, stages } = randomVHeatWeights(config, 7);
    const block = stages[3].blocks[0];
    expect(deviation(block.source.weight.data)).toBeCloseTo(0.02 * 0.88, 3);
    expect(new Set(block.source.bias?.data)).toEqual(new Set([0]));
    expect(new Set(block.norm1.weight.data)).toEqual(new Set([Math.fround(1e-5)]));
    expect(new Set(block.outNorm.weight.data)).toEqual(new Set([1]));
    const bound = 1 / Math.sqrt(27);
    expect(deviation(stem.conv1.filter.data)).toBeCloseTo(bound / Math.sqrt(3), 1);
    expect(Math.max(...stem.conv1.filter.data)).toBeLessThanOrEqual(bound);
    expect(Math.max(...(stem.conv1.bias?.data ?? []))).toBeGreaterThan(0);
    expect(Math.max(...block.k.data)).toBeLessThan(0.1);
  });

  test('has the shape of the ViT', async () => {
    const arrays = await readTensors('vit/checkpoint.safetensors');
    const config = vitConfigOf(arrays, { heads: 2 });
    const twin = randomVitWeights(config, 1);
    expect(shapes(twin)).toEqual(shapes(readVitWeights(arrays, config)));
    expect(randomVitWeights(config, 2)).not.toEqual(twin);
  });
});

test('seeded numbers repeat, and normals stay within two deviations', () => {
  const draws = (seed: number) => Array.from({ length: 2000 }, seededRandom(seed));
  expect(draws(3)).toEqual(draws(3));
  expect(draws(3)).not.toEqual(draws(4));
  const mean = draws(5).reduce((sum, value) => sum + value, 0) / 2000;
  expect(mean).toBeCloseTo(0.5, 1);
  const random = seededRandom(6);
  const normals = Float32Array.from({ length: 5000 }, () => truncatedNormal(random));
  expect(Math.max(...normals.map(Math.abs))).toBeLessThanOrEqual(2);
  expect(deviation(normals)).toBeCloseTo(0.88, 1);
});
