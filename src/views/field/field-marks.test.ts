import { expect, test } from 'vitest';
import { halfContour } from './field-marks.ts';

// Sides that are a multiple of the cells that are blurred, and sides that are not.
test.each([
  [96, 96],
  [224, 224],
  [512, 512],
  [416, 288],
  [130, 130],
])('the line around half of a Gaussian is its circle: %i × %i px', (height, width) => {
  const centre = [0.45 * height, 0.55 * width];
  const sigma = 0.08 * width;
  const map = Float32Array.from({ length: height * width }, (_, i) => {
    const [y, x] = [Math.floor(i / width) + 0.5 - centre[0], (i % width) + 0.5 - centre[1]];
    return Math.exp(-(x * x + y * y) / 2 / sigma ** 2);
  });
  // Half of a Gaussian is within σ·√(2 ln 2); the blur widens it by 1/32 of the width.
  const radius = Math.hypot(sigma, width / 32) * Math.sqrt(2 * Math.LN2);
  const path = halfContour(map, height, width) ?? '';
  const points = [...path.matchAll(/([\d.]+),([\d.]+)/g)].map(([, x, y]) =>
    Math.hypot(Number(x) * width - centre[1], Number(y) * height - centre[0]),
  );
  expect(points.length).toBeGreaterThan(20);
  for (const distance of points) expect(Math.abs(distance / radius - 1)).toBeLessThan(0.04);
});

test('a map of zeros has none', () => {
  expect(halfContour(new Float32Array(64 * 64), 64, 64)).toBeNull();
});
