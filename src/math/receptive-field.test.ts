import { describe, expect, test } from 'vitest';
import { expectClose } from '../testing/close.ts';
import { golden, readTensors } from '../testing/tensors.ts';
import {
  ContributionMean,
  convolutionsOfVHeat,
  cumulativeContribution,
  fieldCentre,
  highContributionAreas,
  levelOfShare,
  normaliseContribution,
  theoreticalField,
} from './receptive-field.ts';

describe('high-contribution areas', () => {
  test.each(['log10', 'pow02'] as const)('match the published recipe with %s', async (rule) => {
    const arrays = await readTensors('erf/golden.safetensors');
    const { data, shape } = golden(arrays, 'contribution');
    const map = normaliseContribution(data, rule);
    expect(Math.max(...map)).toBe(1);
    const areas = highContributionAreas(map, shape[0], shape[1]);
    const expected = [...golden(arrays, `area_ratio_${rule}`).data];
    expect(areas.map((area) => area === null)).toEqual(expected.map(Number.isNaN));
    expectClose(
      areas.map((area) => area?.ratio ?? 0),
      expected.map((ratio) => (Number.isNaN(ratio) ? 0 : ratio)),
      1e-6,
    );
  });

  test('are the smallest squares that hold strictly more', () => {
    const map = new Float32Array(64);
    map[4 * 8 + 4] = 1;
    map[2 * 8 + 2] = 1;
    expect(highContributionAreas(map, 8, 8, [0.49, 0.5, 0.99])).toEqual([
      { side: 3, ratio: 9 / 64 },
      { side: 5, ratio: 25 / 64 },
      { side: 5, ratio: 25 / 64 },
    ]);
  });

  test('may not be reached: by mass at the border, off-centre, or none at all', () => {
    const map = new Float32Array(64);
    map[0] = 1;
    expect(highContributionAreas(map, 8, 8, [0.2])).toEqual([null]);
    expect(highContributionAreas(new Float32Array(64), 8, 8, [0.2])).toEqual([null]);
    expect(highContributionAreas(map, 8, 8, [0.2], [1, 1])).toEqual([{ side: 3, ratio: 9 / 64 }]);
    expect(highContributionAreas(map, 8, 8, [0.2], [0, 3])).toEqual([null]);
  });
});

test('a map of zeros stays zero under both normalisations', () => {
  expectClose(normaliseContribution(new Float32Array(3), 'log10'), [0, 0, 0], 0);
  expectClose(normaliseContribution(new Float32Array(3), 'pow02'), [0, 0, 0], 0);
});

test('cumulative contribution rises from the centre pixel to 1', () => {
  const map = new Float32Array(25).fill(1);
  const share = cumulativeContribution(map, 5, 5);
  expectClose(share, [1 / 25, 5 / 25, 13 / 25, 1], 1e-6);
  expectClose(cumulativeContribution(new Float32Array(4), 2, 2), [0, 0, 0], 0);
});

test('the mean leaves out maps with NaN', () => {
  const mean = new ContributionMean(2);
  expectClose(mean.mean(), [0, 0], 0);
  expect(mean.add(Float32Array.of(1, 2))).toBe(true);
  expect(mean.add(Float32Array.of(NaN, 2))).toBe(false);
  expect(mean.add(Float32Array.of(3, 6))).toBe(true);
  expect(mean.count).toBe(2);
  expectClose(mean.mean(), [2, 4], 0);
});

test('the theoretical field counts kernels times strides', () => {
  expect(theoreticalField([])).toBe(1);
  expect(
    theoreticalField([
      { kernel: 3, stride: 2 },
      { kernel: 3, stride: 1 },
    ]),
  ).toBe(7);
  // vHeat-T: stem 7 px, then 2 per block and downsampling, times the stride they run at.
  const depths = [2, 2, 6, 2];
  expect([0, 1, 2, 3].map((stage) => theoreticalField(convolutionsOfVHeat(depths, stage)))).toEqual(
    [23, 63, 271, 431],
  );
});

test('squares grow from the middle of the picture for the cell of the recipe, on even and odd grids', () => {
  expect(fieldCentre([2, 2], 4, 16)).toEqual([32, 32]);
  expect(fieldCentre([3, 3], 7, 32)).toEqual([112, 112]);
  expect(fieldCentre([0, 3], 4, 16)).toEqual([0, 48]);
});

test('the level of a share holds that share above it', () => {
  const map = new Float32Array([1, 5, 3, 1]);
  expect(levelOfShare(map, 0.5)).toBe(5);
  expect(levelOfShare(map, 0.6)).toBe(3);
  expect(levelOfShare(map, 1)).toBe(1);
  expect(levelOfShare(new Float32Array(4), 0.5)).toBe(0);
});
