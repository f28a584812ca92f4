import { describe, expect, test } from 'vitest';
import { expectClose } from '../testing/close.ts';
import { golden, readTensors } from '../testing/tensors.ts';
import {
  attentionRollout,
  attentionRow,
  headMean,
  headMeanRow,
  meanAttentionDistance,
  meanConductionDistance,
  rolloutRows,
  uniformDistance,
  uniformDistanceFrom,
} from './attention.ts';

const TOKENS = 17;

async function goldenAttention() {
  const arrays = await readTensors('vit/golden.safetensors');
  const { shape, data } = golden(arrays, 'attention');
  const [layers, batch, heads] = shape;
  const size = TOKENS * TOKENS;
  const head = (layer: number, image: number, index: number) => {
    const start = ((layer * batch + image) * heads + index) * size;
    return data.slice(start, start + size);
  };
  const layer = (index: number, image: number) => {
    const start = (index * batch + image) * heads * size;
    return data.slice(start, start + heads * size);
  };
  return { arrays, layers, batch, heads, head, layer };
}

describe('on the golden ViT', () => {
  test('rollout', async () => {
    const { arrays, layers, batch, layer } = await goldenAttention();
    const images = Array.from({ length: batch }, (_, image) =>
      attentionRollout(
        Array.from({ length: layers }, (_, index) => layer(index, image)),
        TOKENS,
      ),
    );
    expectClose(
      images.flatMap((rollout) => [...rollout]),
      golden(arrays, 'rollout').data,
      1e-6,
    );
  });

  test('the rollout of one patch, layer by layer', async () => {
    const { layers, layer } = await goldenAttention();
    const attention = Array.from({ length: layers }, (_, index) => layer(index, 0));
    const rows = rolloutRows(attention, TOKENS, 6);
    rows.forEach((row, depth) => {
      const whole = attentionRollout(attention.slice(0, depth + 1), TOKENS);
      expectClose(row, attentionRow(whole, TOKENS, 6), 1e-6);
    });
    expect(rows).toHaveLength(layers);
  });

  test('mean attention distance', async () => {
    const { arrays, layers, batch, heads, head } = await goldenAttention();
    const distances: number[] = [];
    for (let layer = 0; layer < layers; layer++) {
      for (let index = 0; index < heads; index++) {
        const images = Array.from({ length: batch }, (_, image) =>
          meanAttentionDistance(head(layer, image, index), 4, 16),
        );
        distances.push(images.reduce((sum, value) => sum + value, 0) / batch);
      }
    }
    expectClose(distances, golden(arrays, 'mean_attention_distance_px').data, 1e-3);
  });
});

test('uniform attention on 14×14 patches of 16 px reaches 116.5 px', () => {
  const tokens = 14 * 14 + 1;
  const uniform = new Float32Array(tokens * tokens).fill(1 / tokens);
  expect(meanAttentionDistance(uniform, 14, 16)).toBeCloseTo(116.5, 1);
});

describe('looking everywhere alike', () => {
  /** Mean distance of all patches from one, in float64. */
  function distanceFrom(side: number, spacing: number, row: number, column: number): number {
    let sum = 0;
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) sum += Math.sqrt((y - row) ** 2 + (x - column) ** 2);
    }
    return (spacing * sum) / side ** 2;
  }

  test('is known without a matrix', () => {
    expect(uniformDistance(14, 16)).toBeCloseTo(116.5, 1);
  });

  test('reaches further from a corner than from the middle, and the mean is that of all patches', () => {
    for (const [side, spacing] of [
      [8, 16],
      [7, 32],
      [1, 16],
    ]) {
      let sum = 0;
      for (let row = 0; row < side; row++) {
        for (let column = 0; column < side; column++) {
          const expected = distanceFrom(side, spacing, row, column);
          expect(uniformDistanceFrom([row, column], side, spacing)).toBeCloseTo(expected, 9);
          sum += expected;
        }
      }
      expect(uniformDistance(side, spacing)).toBeCloseTo(sum / side ** 2, 9);
    }
    expect(uniformDistanceFrom([0, 0], 8, 16)).toBeGreaterThan(uniformDistance(8, 16));
    expect(uniformDistanceFrom([4, 4], 8, 16)).toBeLessThan(uniformDistance(8, 16));
  });
});

test('the head mean of two heads is their average, a row drops the class token', () => {
  const attention = Float32Array.from({ length: 50 }, (_, i) => i);
  const mean = headMean(attention, 5);
  expect(mean[7]).toBe((7 + 32) / 2);
  expectClose(attentionRow(mean, 5, 1), [...mean.slice(11, 15)], 0);
  for (let patch = 0; patch < 4; patch++)
    expectClose(headMeanRow(attention, 5, patch), attentionRow(mean, 5, patch), 0);
});

describe('mean conduction distance', () => {
  test('is zero where nothing flows and the uniform distance where everything has', () => {
    expect(meanConductionDistance(0, 6, 6, 1, 16)).toBeCloseTo(0, 3);
    const uniform = new Float32Array(37 * 37).fill(1);
    expect(meanConductionDistance(1, 6, 6, 1e6, 16)).toBeCloseTo(
      meanAttentionDistance(uniform, 6, 16),
      3,
    );
  });

  test('of a Gaussian spread is σ·√(π/2) away from the walls', () => {
    const [k, t] = [4, 1];
    const centre = 20 * 41 + 20;
    const sigma = Math.sqrt(2 * k * t);
    expect(meanConductionDistance(k, 41, 41, t, 8, [centre])).toBeCloseTo(
      8 * sigma * Math.sqrt(Math.PI / 2),
      0,
    );
  });

  test('grows with time', () => {
    const near = meanConductionDistance(0.5, 8, 8, 1, 1);
    expect(meanConductionDistance(0.5, 8, 8, 4, 1)).toBeGreaterThan(near);
  });
});
