import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../testing/close.ts';
import { golden, readTensors } from '../testing/tensors.ts';
import {
  cellMiddle,
  ContributionMean,
  convolutionsOfVHeat,
  cumulativeContribution,
  highContributionAreas,
  levelOfShare,
  normaliseContribution,
  publishedCentre,
  squaresAround,
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

  test('are those that sums over whole squares give, around any point of any map', () => {
    const asked = fc
      .record({ h: fc.integer({ min: 1, max: 14 }), w: fc.integer({ min: 1, max: 14 }) })
      .chain(({ h, w }) =>
        fc.record({
          h: fc.constant(h),
          w: fc.constant(w),
          row: fc.nat(h - 1),
          column: fc.nat(w - 1),
          // Whole numbers: their sums are exact in whatever order.
          map: fc.array(fc.nat(9), { minLength: h * w, maxLength: h * w }),
        }),
      );
    fc.assert(
      fc.property(asked, ({ h, w, row, column, map }) => {
        const total = map.reduce((sum, value) => sum + value, 0);
        const slow = (threshold: number) => {
          for (let i = 1; ; i++) {
            const inside = row - i >= 0 && column - i >= 0 && row + i < h && column + i < w;
            if (!inside) return null;
            let sum = 0;
            for (let y = row - i; y <= row + i; y++)
              for (let x = column - i; x <= column + i; x++) sum += map[y * w + x];
            const side = 2 * i + 1;
            if (sum / total > threshold) return { side, ratio: side ** 2 / (h * w) };
          }
        };
        const thresholds = [0.1, 0.3, 0.5, 0.9];
        expect(
          highContributionAreas(Float32Array.from(map), h, w, thresholds, [row, column]),
        ).toEqual(thresholds.map(slow));
      }),
    );
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

test('published squares grow from the middle of the picture for the cell of the recipe, on even and odd grids', () => {
  expect(publishedCentre([2, 2], 4, 16)).toEqual([32, 32]);
  expect(publishedCentre([3, 3], 7, 32)).toEqual([112, 112]);
  expect(publishedCentre([0, 3], 4, 16)).toEqual([0, 48]);
});

describe('around the middle of a cell', () => {
  // Every grid of vHeat at 64, 128 and 224 px, a ViT's, and patches of odd size.
  test.each([
    [16, 4],
    [8, 8],
    [4, 16],
    [2, 32],
    [32, 4],
    [4, 32],
    [7, 32],
    [14, 16],
    [5, 7],
  ])('squares and radii grow evenly: %i cells a side of %i px', (n, stride) => {
    const size = n * stride;
    const cell = [Math.floor(n / 2), n - 1] as const;
    const [row, column] = cellMiddle(cell, stride);
    // The pixels of the cell before its middle are as many as those after it.
    expect(row - cell[0] * stride).toBe((cell[0] + 1) * stride - 1 - row);
    expect(column - cell[1] * stride).toBe((cell[1] + 1) * stride - 1 - column);

    // All of the map in the cell: the cell itself is the square that holds it.
    const map = new Float32Array(size * size);
    for (let i = 0; i < stride * stride; i++) {
      const y = cell[0] * stride + Math.floor(i / stride);
      map[y * size + cell[1] * stride + (i % stride)] = 1;
    }
    const almostAll = 1 - 0.5 / stride ** 2;
    expect(squaresAround(map, size, size, [row, column], [almostAll])).toEqual([
      { side: stride, ratio: 1 / n ** 2 },
    ]);
    const within = cumulativeContribution(map, size, size, [row, column]);
    expect(within[Math.ceil(stride / Math.SQRT2)]).toBeCloseTo(1, 6);
    expect(within[Math.ceil(stride / 4)]).toBeLessThan(0.8);
  });

  test('squares are the smallest that hold strictly more, and are cut off at the borders', () => {
    const map = new Float32Array(36);
    map[1 * 6 + 4] = 1;
    map[5 * 6 + 0] = 3;
    expect(squaresAround(map, 6, 6, [1.5, 4.5], [0.2, 0.25, 0.9])).toEqual([
      { side: 2, ratio: 4 / 36 },
      { side: 10, ratio: 1 },
      { side: 10, ratio: 1 },
    ]);
    expect(squaresAround(map, 6, 6, [1, 4], [0.2, 0.9])).toEqual([
      { side: 1, ratio: 1 / 36 },
      { side: 9, ratio: 1 },
    ]);
    const corner = new Float32Array(36);
    corner[0] = 1;
    expect(squaresAround(corner, 6, 6, [1.5, 1.5], [0.5])).toEqual([{ side: 4, ratio: 16 / 36 }]);
    expect(squaresAround(new Float32Array(36), 6, 6, [1, 4])).toEqual([null, null, null, null]);
  });
});

test('the level of a share holds that share above it', () => {
  const map = new Float32Array([1, 5, 3, 1]);
  expect(levelOfShare(map, 0.5)).toBe(5);
  expect(levelOfShare(map, 0.6)).toBe(3);
  expect(levelOfShare(map, 1)).toBe(1);
  expect(levelOfShare(new Float32Array(4), 0.5)).toBe(0);
});
