import { expect, test } from 'vitest';
import { geluInto } from './gelu.ts';

/** Φ(x) by Simpson's rule over 4000 steps. */
function normalCdf(x: number): number {
  const steps = 4000;
  const h = x / steps;
  const pdf = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let sum = pdf(0) + pdf(x);
  for (let i = 1; i < steps; i++) sum += (i % 2 ? 4 : 2) * pdf(i * h);
  return 0.5 + (sum * h) / 3;
}

test('x·Φ(x) to float32 precision, between the table entries as well', () => {
  const x = Float32Array.from({ length: 1201 }, (_, i) => (i - 600) / 87.3);
  const y = new Float32Array(x.length);
  geluInto(x, y);
  for (let i = 0; i < x.length; i++) {
    expect(Math.abs(y[i] - x[i] * normalCdf(x[i]))).toBeLessThan(
      1e-7 * Math.max(1, Math.abs(x[i])),
    );
  }
});

test('tails, infinities and NaN', () => {
  const x = Float32Array.of(6, -6, 50, -50, Infinity, -Infinity, NaN, 0);
  geluInto(x, x);
  expect([...x]).toEqual([6, 0, 50, 0, Infinity, 0, NaN, 0]);
});
