import { expect, it } from 'vitest';
import { plain } from './prose.tsx';

it('a sentence without its marks', () => {
  expect(plain('One **unit** of [heat](source), at **t = 0**, in [two words](token).')).toBe(
    'One unit of heat, at t = 0, in two words.',
  );
  expect(plain('[U⁰](source)：exp(−ω²kt)')).toBe('U⁰：exp(−ω²kt)');
});
