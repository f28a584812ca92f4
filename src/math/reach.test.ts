import { expect, test } from 'vitest';
import { expectClose } from '../testing/close.ts';
import { meanDecay, meanImpulse } from './patch-heat.ts';
import { accumulatedReach } from './reach.ts';

/** Diffusivities between 0 and 2, [h, w, c]. */
const diffusivity = (h: number, w: number, channels: number, seed: number) =>
  Float32Array.from({ length: h * w * channels }, (_, i) => 1 + Math.cos(seed + 1.7 * i));

const block = (shape: readonly [number, number, number], seed: number) => ({
  shape,
  decay: meanDecay(diffusivity(...shape, seed), shape),
});

const FINE = block([8, 8, 3], 0.3);
const ALSO_FINE = block([8, 8, 3], 1.1);
const COARSE = block([4, 4, 2], 2.2);
const POINT = { x: 0.3, y: 0.8 };

test('after the first block it is that block’s mean impulse', () => {
  const [first] = accumulatedReach([FINE], POINT);
  expectClose(first, meanImpulse(FINE.decay, FINE.shape, [6, 2]), 1e-6);
});

test('each block spreads what every token sends on, one token after another', () => {
  const [first, second, third] = accumulatedReach([FINE, ALSO_FINE, COARSE], POINT);
  const onward = new Float32Array(64);
  first.forEach((heat, at) =>
    meanImpulse(ALSO_FINE.decay, ALSO_FINE.shape, [Math.floor(at / 8), at % 8]).forEach(
      (share, i) => (onward[i] += heat * share),
    ),
  );
  expectClose(second, onward, 1e-6);
  const coarse = new Float32Array(16);
  second.forEach((heat, at) => {
    const token = [Math.floor(at / 8 / 2), Math.floor((at % 8) / 2)] as const;
    meanImpulse(COARSE.decay, COARSE.shape, token).forEach(
      (share, i) => (coarse[i] += heat * share),
    );
  });
  expectClose(third, coarse, 1e-6);
});

test('heat is neither lost nor made', () => {
  for (const map of accumulatedReach([FINE, ALSO_FINE, COARSE], POINT))
    expect(map.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
});
