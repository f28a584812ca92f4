import { expect, test } from 'vitest';
import { fitFamiliar } from './outlier-fit.ts';
import { familiarity, partsOf, type Answer } from './outliers.ts';
import { seededRandom, standardNormal } from './random.ts';
import { areaUnderRoc, shareBelow, thresholdBelow } from './separation.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

const WIDTH = 8;
const CLASSES = 3;

/** A linear layer, and its answers to features. */
function layer(seed: number) {
  const random = seededRandom(seed);
  const weight = Float64Array.from({ length: WIDTH * CLASSES }, () => standardNormal(random));
  const bias = Float64Array.from({ length: CLASSES }, () => standardNormal(random));
  const answer = (features: number[]): Answer => ({
    features,
    logits: Array.from(bias, (b, c) =>
      features.reduce((sum, x, i) => sum + x * weight[i * CLASSES + c], b),
    ),
  });
  return { weight, bias, answer, random };
}

test('eigenvectors are orthonormal, ordered, and put the matrix together again', () => {
  const { random } = layer(3);
  const n = 12;
  const factor = Array.from({ length: n * n }, () => standardNormal(random));
  const matrix = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return Array.from({ length: n }, (_, k) => factor[i * n + k] * factor[j * n + k]).reduce(
      (a, b) => a + b,
    );
  });
  const { values, vectors } = symmetricEigen(matrix, n);
  expect([...values]).toEqual([...values].sort((a, b) => b - a));
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let again = 0;
      let product = 0;
      for (let k = 0; k < n; k++) {
        again += values[k] * vectors[k * n + i] * vectors[k * n + j];
        product += vectors[i * n + k] * vectors[j * n + k];
      }
      expect(again).toBeCloseTo(matrix[i * n + j], 8);
      expect(product).toBeCloseTo(Number(i === j), 10);
    }
});

test('eigenvalues of a matrix by hand', () => {
  const { values } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(values[0]).toBeCloseTo(3, 12);
  expect(values[1]).toBeCloseTo(1, 12);
});

test('the parts of an answer are the cosine, the energy and the length outside, by hand', () => {
  const { cosine, energy, residual } = partsOf(
    { features: [3, 4], logits: [7, 4] }, // W = [[2, 0], [0, 1]], b = [1, 0]
    { lengths: [2, 1], biases: [1, 0], directions: [1, 0] },
  );
  expect(cosine).toBeCloseTo(0.8, 12);
  expect(energy).toBeCloseTo(7 + Math.log(1 + Math.exp(-3)), 12);
  expect(residual).toBeCloseTo(4, 12);
});

test('fitted to pictures that lie in half of all directions, the others are told from them', () => {
  const { answer, random, ...head } = layer(5);
  const own = () =>
    answer(
      Array.from({ length: WIDTH }, (_, i) => (i < WIDTH / 2 ? 2 : 0.1) * standardNormal(random)),
    );
  const other = () => answer(Array.from({ length: WIDTH }, () => standardNormal(random)));
  const familiar = fitFamiliar(Array.from({ length: 500 }, own), head);
  expect(familiar.directions).toHaveLength((WIDTH / 2) * WIDTH);
  const [inside, outside] = [own, other].map((make) =>
    Array.from({ length: 500 }, () => familiarity(make(), familiar)),
  );
  expect(areaUnderRoc(inside, outside)).toBeGreaterThan(0.9);
  const parts = partsOf(own(), familiar);
  expect(parts.cosine).toBeLessThanOrEqual(1);
});

test('the area under the curve counts pairs, ties half', () => {
  expect(areaUnderRoc([3, 2], [1, 0])).toBe(1);
  expect(areaUnderRoc([1], [1])).toBe(0.5);
  expect(areaUnderRoc([2, 0], [1, 3])).toBe(0.25);
});

test('a threshold leaves its share below', () => {
  const scores = [5, 1, 4, 2, 3, 10, 9, 8, 7, 6];
  const threshold = thresholdBelow(scores, 0.1);
  expect(threshold).toBe(2);
  expect(shareBelow(scores, threshold)).toBe(0.1);
});
