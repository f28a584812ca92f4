import { describe, expect, it } from 'vitest';
import { className, softmax, topIndices } from './probability.ts';

describe('softmax', () => {
  it('survives large logits and sums to one', () => {
    const p = softmax([1000, 1000, 999]);
    expect(p[0]).toBeCloseTo(1 / (2 + Math.exp(-1)), 6);
    expect(p.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
  });

  it('is empty for no logits', () => {
    expect(softmax([])).toHaveLength(0);
  });
});

describe('topIndices', () => {
  it('orders by value, then by index, with NaN last', () => {
    expect(topIndices([0.1, NaN, 0.5, 0.1, 0.4], 5)).toEqual([2, 4, 0, 3, 1]);
    expect(topIndices([3, 1, 2], 2)).toEqual([0, 2]);
  });
});

describe('className', () => {
  it('counts classes without a name from 0, as PyTorch and label files do', () => {
    expect([0, 1, 2, 3].map((i) => className(['cat', '', 'dog'], i))).toEqual([
      'cat',
      'class 1',
      'dog',
      'class 3',
    ]);
  });
});
