import { grad, memory, mul, randomNormal, randomUniform, sum, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forEachBackend } from '../../testing/backends.ts';
import { expectClose } from '../../testing/close.ts';
import { exactHeat, exactLayerNorm, exactProduct, exactSilu } from '../../testing/exact.ts';
import { free } from '../../model/nn/tree.ts';
import { heatBasis, numbers } from '../../testing/tensors.ts';
import { gatedHeat } from './index.ts';

const EPSILON = 1e-5;
const CONDUCTION = { time: 0.7, constant: null };

forEachBackend(() => {
  let tensors = 0;
  beforeEach(() => {
    tensors = memory().numTensors;
  });
  afterEach(() => expect(memory().numTensors).toBe(tensors));

  describe.each([
    [2, 5, 6, 8],
    [1, 7, 3, 5],
    [2, 65, 67, 3], // beyond a workgroup's memory
  ])('gatedHeat on [%i, %i, %i, %i]', (batch, n, m, channels) => {
    const normal = (shape: number[], seed: number) => randomNormal(shape, 0, 1, 'float32', seed);
    const make = () => ({
      x: normal([batch, n, m, channels], 1) as Tensor4D,
      source: { weight: normal([channels, channels], 2), bias: normal([channels], 3) },
      gate: { weight: normal([channels, channels], 4), bias: normal([channels], 5) },
      k: randomUniform([n, m, channels], 0, 1, 'float32', 6),
      basis: heatBasis(n, m),
      outNorm: { weight: normal([channels], 7), bias: normal([channels], 8) },
    });
    type Made = ReturnType<typeof make>;

    /** The operation in float64, as a function of x. */
    async function exact({ source, gate, k, outNorm }: Made) {
      const values = (tensor: Tensor) => numbers(tensor.clone());
      const [s, sBias, g, gBias, diffusivity, w, b] = await Promise.all(
        [source.weight, source.bias, gate.weight, gate.bias, k, outNorm.weight, outNorm.bias].map(
          values,
        ),
      );
      const rows = batch * n * m;
      return (x: ArrayLike<number>): Float64Array => {
        const layer = (weight: Float32Array, bias: Float32Array) =>
          exactProduct(x, weight, 1, rows, channels, channels).map(
            (y, i) => y + bias[i % channels],
          );
        const u = layer(s, sBias);
        const z = layer(g, gBias);
        const size = n * m * channels;
        const heated = new Float64Array(u.length);
        for (let begin = 0; begin < u.length; begin += size) {
          const picture = u.subarray(begin, begin + size);
          heated.set(exactHeat(picture, diffusivity, [n, m, channels], CONDUCTION.time), begin);
        }
        return exactLayerNorm(heated, w, b, EPSILON).map((y, i) => y * exactSilu(z[i]));
      };
    }

    test('is what float64 makes of it', async () => {
      const made = make();
      const y = tidy(() => gatedHeat(made.x, made, CONDUCTION, EPSILON));
      expect(y.shape).toEqual([batch, n, m, channels]);
      const expected = (await exact(made))(await numbers(made.x.clone()));
      const largest = Math.max(...expected.map(Math.abs));
      expectClose(await numbers(y), expected, 2e-5 * largest);
      free(made);
    });

    test('has the gradient of its formula', async () => {
      const made = make();
      const along = normal([batch, n, m, channels], 9);
      const step = normal([batch, n, m, channels], 10);
      const dx = tidy(() =>
        grad((x: Tensor) => sum(mul(along, gatedHeat(x as Tensor4D, made, CONDUCTION, EPSILON))))(
          made.x,
        ),
      );
      const formula = await exact(made);
      const [x, s, d, found] = await Promise.all([made.x.clone(), along, step, dx].map(numbers));
      const scoreAt = (t: number) =>
        formula(Float64Array.from(x, (value, i) => value + t * d[i])).reduce(
          (total, y, i) => total + s[i] * y,
          0,
        );
      const slope = (scoreAt(1e-6) - scoreAt(-1e-6)) / 2e-6;
      const product = found.reduce((total, g, i) => total + g * d[i], 0);
      const scale = Math.hypot(...found) * Math.hypot(...d);
      expect(Math.abs(product - slope)).toBeLessThan(1e-5 * scale);
      free(made);
    });
  });
});
