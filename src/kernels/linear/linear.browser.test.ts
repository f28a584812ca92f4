import {
  grad,
  grads,
  memory,
  mul,
  randomNormal,
  randomUniform,
  sum,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decodeFloat16, encodeFloat16 } from '../../math/float16.ts';
import { free, upload, type CpuTensor } from '../../model/nn/tree.ts';
import { forEachBackend, useBackend } from '../../testing/backends.ts';
import { expectClose } from '../../testing/close.ts';
import { exactGelu, exactProduct } from '../../testing/exact.ts';
import { heatBasis, numbers } from '../../testing/tensors.ts';
import { gatedHeat } from '../gated-heat/index.ts';
import { AS_TRAINED } from '../heat/index.ts';
import { linear, type Linear } from './index.ts';

forEachBackend(() => {
  let tensors = 0;
  beforeEach(() => {
    tensors = memory().numTensors;
  });
  afterEach(() => expect(memory().numTensors).toBe(tensors));

  describe.each([
    // One row, one tile, odd sizes on every axis, more rows than one per thread, and more columns than a tile.
    [1, 32, 10],
    [8, 32, 32],
    [5, 7, 3],
    [33, 36, 68],
    [131, 30, 33],
    [300, 100, 40],
  ])('linear on [%i, %i] → %i', (rows, inner, columns) => {
    const normal = (shape: number[], seed: number) => randomNormal(shape, 0, 1, 'float32', seed);
    const make = (): [x: Tensor2D, weight: Tensor2D, bias: Tensor, plus: Tensor2D] => [
      normal([rows, inner], 1) as Tensor2D,
      normal([inner, columns], 2) as Tensor2D,
      normal([columns], 3),
      normal([rows, columns], 4) as Tensor2D,
    ];
    const tolerance = 2e-6 * inner;

    test('is what float64 makes of it, whatever its end', async () => {
      const [x, weight, bias, plus] = make();
      const results = tidy(() => [
        linear(x, { weight, bias: null }),
        linear(x, { weight, bias }),
        linear(x, { weight, bias }, { gelu: true }),
        linear(x, { weight, bias }, { plus }),
        linear(x, { weight, bias: null }, { gelu: true, plus }),
      ]);
      const [a, w, b, p] = await Promise.all([x, weight, bias, plus].map(numbers));
      const product = exactProduct(a, w, 1, rows, inner, columns);
      const biased = product.map((y, i) => y + b[i % columns]);
      const expected = [
        product,
        biased,
        biased.map(exactGelu),
        biased.map((y, i) => y + p[i]),
        product.map((y, i) => exactGelu(y) + p[i]),
      ];
      for (const [i, result] of results.entries()) {
        expect(result.shape).toEqual([rows, columns]);
        expectClose(await numbers(result), expected[i], tolerance);
      }
    });

    test('has the gradients of its formula', async () => {
      const [x, weight, bias, plus] = make();
      const along = normal([rows, columns], 5);
      const step = normal([rows, inner], 6);
      const [dx, dPlus] = tidy(() =>
        grads((input: Tensor, around: Tensor) =>
          sum(mul(along, linear(input, { weight, bias }, { gelu: true, plus: around }))),
        )([x, plus]),
      );
      plus.dispose();
      const [a, w, b, s, d] = await Promise.all([x, weight, bias, along, step].map(numbers));
      expectClose(await numbers(dPlus), s, 0);
      const scoreAt = (t: number) => {
        const moved = Float64Array.from(a, (value, i) => value + t * d[i]);
        const y = exactProduct(moved, w, 1, rows, inner, columns);
        return y.reduce((total, value, i) => total + s[i] * exactGelu(value + b[i % columns]), 0);
      };
      const slope = (scoreAt(1e-5) - scoreAt(-1e-5)) / 2e-5;
      const found = (await numbers(dx)).reduce((total, g, i) => total + g * d[i], 0);
      expect(Math.abs(found - slope)).toBeLessThan(
        1e-5 * Math.sqrt(rows * inner * columns) * inner,
      );
    });
  });
});

describe('weights in halves on WebGPU', () => {
  beforeAll(() => useBackend('webgpu'));

  /** A weight as it comes from 16 bits, or from 8 with a scale for each column, on the device as it is and in halves. */
  async function both(shape: [number, number], bits: 8 | 16) {
    const values = await numbers(randomNormal(shape, 0, 0.05, 'float32', bits));
    const [, columns] = shape;
    const data = Float32Array.from(values, (value, i) => {
      const scale = Math.fround(0.003 * (1 + (i % columns)));
      // So that each column has the largest code.
      const code = i < columns ? 127 : Math.max(-127, Math.min(127, Math.round(value / scale)));
      return bits === 8 ? code * scale : decodeFloat16(encodeFloat16(Float32Array.of(value)))[0];
    });
    const bias = Float32Array.from(await numbers(randomNormal([columns])));
    const onCpu: Linear<CpuTensor> = {
      weight: { shape, data },
      bias: { shape: [columns], data: bias },
    };
    const halves: Linear<Tensor> = upload(onCpu);
    expect(halves.scale).toBeDefined();
    expect(halves.weight.size).toBe(data.length / 2);
    return { plain: { weight: tensor(data, shape), bias: tensor(bias) }, halves };
  }

  test.each([
    [1, 32, 12, 16],
    [5, 8, 4, 8],
    [131, 36, 68, 16],
    [131, 36, 68, 8],
    [300, 100, 40, 8],
  ] as const)(
    '[%i, %i] → %i of %i bits: result and gradient are equal to the bit',
    async (rows, inner, columns, bits) => {
      const before = memory().numTensors;
      const { plain, halves } = await both([inner, columns], bits);
      const [x, plus] = [randomNormal([rows, inner]), randomNormal([rows, columns])];
      const results = (layer: Linear<Tensor>) =>
        tidy(() => {
          const of = (input: Tensor) => linear(input, layer, { gelu: true, plus });
          return [linear(x, layer), of(x), grad((input: Tensor) => sum(of(input)))(x)];
        });
      const [expected, found] = [results(plain), results(halves)];
      for (const [i, y] of found.entries())
        expect(await numbers(y)).toEqual(await numbers(expected[i]));
      free({ plain, halves, x, plus });
      expect(memory().numTensors).toBe(before);
    },
  );

  test('source and gate of heat: both in halves, or one of them', async () => {
    const [source, gate] = [await both([8, 8], 8), await both([8, 8], 16)];
    const x: Tensor4D = randomNormal([2, 5, 6, 8]);
    const k = randomUniform([5, 6, 8], 0, 1);
    const outNorm = { weight: randomNormal([8]), bias: randomNormal([8]) };
    const basis = heatBasis(5, 6);
    const of = (s: Linear<Tensor>, g: Linear<Tensor>) =>
      numbers(
        tidy(() => gatedHeat(x, { source: s, gate: g, k, basis, outNorm }, AS_TRAINED, 1e-5)),
      );
    const expected = await of(source.plain, gate.plain);
    expect(await of(source.halves, gate.halves)).toEqual(expected);
    expect(await of(source.plain, gate.halves)).toEqual(expected);
    expect(await of(source.halves, gate.plain)).toEqual(expected);
    free({ source, gate, x, k, outNorm, basis });
  });
});
