import {
  getKernel,
  grads,
  memory,
  randomNormal,
  randomUniform,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { conduct } from '../math/heat.ts';
import { forEachBackend } from '../testing/backends.ts';
import { expectClose } from '../testing/close.ts';
import { exactGelu, exactLayerNorm, exactProduct, exactSilu } from '../testing/exact.ts';
import { heatBasis, numbers } from '../testing/tensors.ts';
import { gelu } from './gelu/index.ts';
import { AS_TRAINED, heat } from './heat/index.ts';
import { gatedLayerNorm, layerNorm } from './layer-norm/index.ts';
import { product, productWithTransposed } from './product/index.ts';

/** [stacks, rows, columns] → [stacks, columns, rows]. */
function transposed(x: Float32Array, stacks: number, rows: number, columns: number): Float32Array {
  return Float32Array.from({ length: stacks * rows * columns }, (_, i) => {
    const stack = Math.floor(i / (rows * columns));
    const [column, row] = [Math.floor(i / rows) % columns, i % rows];
    return x[(stack * rows + row) * columns + column];
  });
}

test.each([
  'HeatConduct',
  'HeatConductColumns',
  'LayerNorm',
  'GatedLayerNorm',
  'Linear',
  'LinearPair',
])('WebGPU has a %s kernel of its own', (name) => {
  expect(getKernel(name, 'webgpu')).toBeDefined();
});

forEachBackend(() => {
  let tensors = 0;
  beforeEach(() => {
    tensors = memory().numTensors;
  });
  afterEach(() => expect(memory().numTensors).toBe(tensors));

  describe('heat equals the pure operator', () => {
    test.each([
      // Every grid of vHeat at 224 px with few and odd channel counts, grids that are not square, one token, and one
      // beyond a workgroup's memory.
      [1, 56, 56, 3],
      [2, 28, 28, 6],
      [1, 14, 14, 33],
      [2, 7, 7, 70],
      [1, 5, 9, 4],
      [1, 1, 1, 3],
      [1, 66, 64, 2],
      [2, 65, 67, 3],
      [1, 8, 1024, 5],
      [1, 1024, 8, 5],
    ])('on [%i, %i, %i, %i]', async (batch, n, m, channels) => {
      for (const conduction of [
        AS_TRAINED,
        { time: 0, constant: null },
        { time: 3.5, constant: null },
        { time: 0.25, constant: 2 },
      ]) {
        const [u, k, y] = tidy(() => {
          const source: Tensor4D = randomNormal([batch, n, m, channels], 0, 1, 'float32', 7);
          const diffusivity = randomUniform([n, m, channels], 0, 3, 'float32', 8);
          return [source, diffusivity, heat(source, diffusivity, heatBasis(n, m), conduction)];
        });
        const [source, learned, result] = await Promise.all([u, k, y].map(numbers));
        const effective = learned.map((value) => conduction.constant ?? value);
        const size = n * m * channels;
        for (let b = 0; b < batch; b++) {
          const part = source.slice(b * size, (b + 1) * size);
          const expected = conduct(part, effective, [n, m, channels], conduction.time);
          expectClose(result.subarray(b * size, (b + 1) * size), expected, 2e-5);
        }
      }
    });
  });

  describe.each([
    [[3, 5], 1],
    [[2, 4, 4, 96], 30],
    [[1, 7, 7, 130], 1000],
    [[2000, 8], 1],
    [[65_537, 4], 0], // more rows than one axis of a dispatch can count
  ])('on rows of %j', (shape, offset) => {
    const channels = shape[shape.length - 1];
    const source = () => randomNormal(shape, offset, 2, 'float32', 1);
    const gates = () => randomNormal(shape, 0, 3, 'float32', 2);
    const weights = () => randomNormal([channels], 1, 0.5, 'float32', 3);
    const biases = () => randomNormal([channels], 0, 1, 'float32', 4);

    test('layerNorm is what float64 makes of its formula', async () => {
      const [x, weight, bias] = [source(), weights(), biases()];
      const y = tidy(() => layerNorm(x, { weight, bias }, 1e-5));
      const [values, w, b] = await Promise.all([x, weight, bias].map(numbers));
      expectClose(await numbers(y), exactLayerNorm(values, w, b, 1e-5), 1e-6 * (offset + 10));
    });

    test('layerNorm ends with GELU, with a sum, or with both', async () => {
      const [x, weight, bias, plus] = [source(), weights(), biases(), gates()];
      const norm = { weight, bias };
      const [active, around, both] = tidy(() => [
        layerNorm(x, norm, 1e-5, { gelu: true }),
        layerNorm(x, norm, 1e-5, { plus }),
        layerNorm(x, norm, 1e-5, { gelu: true, plus }),
      ]);
      const [values, w, b, p] = await Promise.all([x, weight, bias, plus].map(numbers));
      const alone = exactLayerNorm(values, w, b, 1e-5);
      const tolerance = 1e-6 * (offset + 10);
      expectClose(await numbers(active), alone.map(exactGelu), tolerance);
      expectClose(
        await numbers(around),
        alone.map((y, i) => y + p[i]),
        tolerance,
      );
      expectClose(
        await numbers(both),
        alone.map((y, i) => exactGelu(y) + p[i]),
        tolerance,
      );
    });

    test('gatedLayerNorm is what float64 makes of its formula', async () => {
      const [x, weight, bias, gate] = [source(), weights(), biases(), gates()];
      const y = tidy(() => gatedLayerNorm(x, { weight, bias }, 1e-5, gate));
      const [values, w, b, z] = await Promise.all([x, weight, bias, gate].map(numbers));
      const expected = exactLayerNorm(values, w, b, 1e-5).map(
        (value, i) => value * exactSilu(z[i]),
      );
      expectClose(await numbers(y), expected, 1e-5 * (offset + 10));
    });

    test('gelu is what float64 makes of its formula', async () => {
      const gate = gates();
      const y = tidy(() => gelu(gate));
      const x = await numbers(gate);
      expectClose(await numbers(y), Float64Array.from(x, exactGelu), 2e-6);
    });
  });

  test('product multiplies stacks of matrices, and so do its gradients', async () => {
    const [stacks, n, d, m] = [6, 4, 5, 7];
    const [a, b, dy, y, da, db] = tidy(() => {
      const left: Tensor4D = randomNormal([2, 3, n, d], 0, 1, 'float32', 1);
      const right: Tensor4D = randomNormal([2, 3, d, m], 0, 1, 'float32', 2);
      const slope: Tensor4D = randomNormal([2, 3, n, m], 0, 1, 'float32', 3);
      const multiply = (p: Tensor, q: Tensor) => product(p as Tensor4D, q as Tensor4D);
      return [left, right, slope, product(left, right), ...grads(multiply)([left, right], slope)];
    });
    expect([y.shape, da.shape, db.shape]).toEqual([
      [2, 3, n, m],
      [2, 3, n, d],
      [2, 3, d, m],
    ]);
    const [p, q, s] = await Promise.all([a, b, dy].map(numbers));
    const qT = transposed(q, stacks, d, m);
    const pT = transposed(p, stacks, n, d);
    expectClose(await numbers(y), exactProduct(p, q, stacks, n, d, m), 1e-5);
    expectClose(await numbers(da), exactProduct(s, qT, stacks, n, m, d), 1e-5);
    expectClose(await numbers(db), exactProduct(pT, s, stacks, d, n, m), 1e-5);
  });

  test('productWithTransposed multiplies by a matrix that lies on its side', async () => {
    const [a, b, y] = tidy(() => {
      const left: Tensor2D = randomNormal([4, 5], 0, 1, 'float32', 1);
      const right: Tensor2D = randomNormal([3, 5], 0, 1, 'float32', 2);
      return [left, right, productWithTransposed(left, right)];
    });
    expect(y.shape).toEqual([4, 3]);
    const [p, q] = await Promise.all([a, b].map(numbers));
    expectClose(await numbers(y), exactProduct(p, transposed(q, 1, 3, 5), 1, 4, 5, 3), 1e-5);
  });

  test('gelu of known values, tails included', async () => {
    const y = await numbers(tidy(() => gelu(tensor([0, 1, -1, 3, -3, 20, -20, 1e30, -1e30]))));
    expectClose(y.subarray(0, 7), [0, 0.8413447, -0.1586553, 2.9959502, -0.0040498, 20, 0], 1e-6);
    expect(y[7] / 1e30).toBeCloseTo(1, 6);
    expect(y[8]).toBeCloseTo(0, 6);
  });
});
