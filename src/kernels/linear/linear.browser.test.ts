import { grads, memory, mul, randomNormal, sum, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forEachBackend } from '../../testing/backends.ts';
import { expectClose } from '../../testing/close.ts';
import { exactGelu, exactProduct } from '../../testing/exact.ts';
import { numbers } from '../../testing/tensors.ts';
import { linear } from './index.ts';

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
