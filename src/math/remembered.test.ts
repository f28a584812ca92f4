import { expect, test, vi } from 'vitest';
import { remembered } from './remembered.ts';

test('computes once per object and variant, also where the result is nothing', () => {
  const compute = vi.fn((of: { n: number }, variant: 'double' | 'none') =>
    variant === 'double' ? 2 * of.n : null,
  );
  const get = remembered(compute);
  const [a, b] = [{ n: 1 }, { n: 1 }];
  expect([get(a, 'double'), get(a, 'double'), get(b, 'double')]).toEqual([2, 2, 2]);
  expect([get(a, 'none'), get(a, 'none')]).toEqual([null, null]);
  expect(compute.mock.calls).toEqual([
    [a, 'double'],
    [b, 'double'],
    [a, 'none'],
  ]);
});
