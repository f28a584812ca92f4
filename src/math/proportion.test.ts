import { expect, test } from 'vitest';
import { standardError } from './proportion.ts';

test('the standard error is the spread of shares of that many draws', () => {
  expect(standardError(500, 1000)).toBeCloseTo(0.015811, 6);
  expect(standardError(100, 1000)).toBeCloseTo(0.009487, 6);
  expect(standardError(0, 10)).toBe(0);
  expect(standardError(10, 10)).toBe(0);
  expect(standardError(0, 0)).toBe(0);
});
