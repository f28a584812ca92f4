import { expect, test, vi } from 'vitest';
import { createConsent } from './consent.ts';

test('a page of the same origin may see everything, others what the user allows, each asked once', () => {
  const consent = createConsent('https://app.test');
  const heard = vi.fn();
  consent.subscribe(heard);
  expect(consent.mayRead('https://app.test')).toBe(true);
  expect(consent.asked).toBe(null);
  expect(consent.mayRead('https://talk.test')).toBe(false);
  expect(consent.mayRead('https://talk.test')).toBe(false);
  expect(heard).toHaveBeenCalledTimes(1);
  expect(consent.asked).toBe('https://talk.test');
  consent.answer(true);
  expect(consent.mayRead('https://talk.test')).toBe(true);
  expect(consent.mayRead('https://other.test')).toBe(false);
  consent.answer(false);
  expect(consent.mayRead('https://other.test')).toBe(false);
  expect(consent.asked).toBe(null);
});

test('an origin that is not told is nobody’s own', () => {
  const consent = createConsent('null');
  expect(consent.mayRead('null')).toBe(false);
  expect(consent.asked).toBe('null');
});
