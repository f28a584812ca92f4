import {
  getKernel,
  grads,
  matMul,
  memory,
  randomNormal,
  randomUniform,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dctMatrix } from '../math/dct.ts';
import { conduct, eigenvalues } from '../math/heat.ts';
import { forEachBackend } from '../testing/backends.ts';
import { expectClose } from '../testing/close.ts';
import { gelu } from './gelu/index.ts';
import { geluReference } from './gelu/reference.ts';
import { heat } from './heat/index.ts';
import type { HeatBasis } from './heat/index.ts';
import { gatedLayerNorm, layerNorm } from './layer-norm/index.ts';
import { layerNormReference } from './layer-norm/reference.ts';
import { product } from './product/index.ts';
import { silu } from './silu/index.ts';

function heatBasis(n: number, m: number): HeatBasis<Tensor> {
  return {
    rows: tensor(dctMatrix(n), [n, n]),
    columns: tensor(dctMatrix(m), [m, m]),
    lambda: tensor(eigenvalues(n, m), [n, m, 1]),
  };
}

async function numbers(value: Tensor): Promise<Float32Array> {
  const data = (await value.data()) as Float32Array;
  value.dispose();
  return data;
}

test.each(['HeatConduct', 'LayerNorm', 'GatedLayerNorm', 'Gelu'])(
  'WebGPU has a %s kernel of its own',
  (name) => {
    expect(getKernel(name, 'webgpu')).toBeDefined();
  },
);

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
    ])('on [%i, %i, %i, %i]', async (batch, n, m, channels) => {
      for (const conduction of [
        { time: 1, constant: null },
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
    const inputs = () => {
      const channels = shape[shape.length - 1];
      return {
        x: randomNormal(shape, offset, 2, 'float32', 1),
        gate: randomNormal(shape, 0, 3, 'float32', 2),
        weight: randomNormal([channels], 1, 0.5, 'float32', 3),
        bias: randomNormal([channels], 0, 1, 'float32', 4),
      };
    };

    test('layerNorm equals its plain operations', async () => {
      const [y, expected] = tidy(() => {
        const { x, weight, bias } = inputs();
        return [layerNorm(x, { weight, bias }, 1e-5), layerNormReference(x, weight, bias, 1e-5)];
      });
      expectClose(await numbers(y), await numbers(expected), 1e-6 * (offset + 10));
    });

    test('gatedLayerNorm equals its plain operations', async () => {
      const [y, n, gate] = tidy(() => {
        const { x, weight, bias, gate } = inputs();
        return [
          gatedLayerNorm(x, { weight, bias }, 1e-5, gate),
          layerNormReference(x, weight, bias, 1e-5),
          silu(gate),
        ];
      });
      const [normed, factor] = await Promise.all([n, gate].map(numbers));
      expectClose(
        await numbers(y),
        normed.map((value, i) => value * factor[i]),
        1e-5 * (offset + 10),
      );
    });

    test('gelu equals its plain operations', async () => {
      const [y, expected] = tidy(() => {
        const { gate } = inputs();
        return [gelu(gate), geluReference(gate)];
      });
      expectClose(await numbers(y), await numbers(expected), 2e-6);
    });
  });

  test('product multiplies stacks of matrices, and so do its gradients', async () => {
    const results = tidy(() => {
      const a: Tensor4D = randomNormal([2, 3, 4, 5], 0, 1, 'float32', 1);
      const b: Tensor4D = randomNormal([2, 3, 5, 6], 0, 1, 'float32', 2);
      const dy: Tensor4D = randomNormal([2, 3, 4, 6], 0, 1, 'float32', 3);
      const ours = grads((x, y) => product(x as Tensor4D, y as Tensor4D))([a, b], dy);
      return [
        product(a, b),
        matMul(a, b),
        ours[0],
        matMul(dy, b, false, true),
        ours[1],
        matMul(a, dy, true),
      ];
    });
    const values = await Promise.all(results.map(numbers));
    for (let i = 0; i < values.length; i += 2) expectClose(values[i], values[i + 1], 1e-5);
  });

  test('gelu of known values, tails included', async () => {
    const y = await numbers(tidy(() => gelu(tensor([0, 1, -1, 3, -3, 20, -20, 1e30, -1e30]))));
    expectClose(y.subarray(0, 7), [0, 0.8413447, -0.1586553, 2.9959502, -0.0040498, 20, 0], 1e-6);
    expect(y[7] / 1e30).toBeCloseTo(1, 6);
    expect(y[8]).toBeCloseTo(0, 6);
  });
});
