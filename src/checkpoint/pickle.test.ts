import { expect, test } from 'vitest';
import { FORBIDDEN_PICKLES, MALFORMED_PICKLES } from '../testing/bad-files/pickles.ts';
import { refusal } from '../testing/refusal.ts';

test.each(FORBIDDEN_PICKLES)(
  '%s is refused by name and nothing is called',
  async (_, file, error) => {
    expect(await refusal(file)).toEqual(error);
  },
);

test.each(MALFORMED_PICKLES)('a pickle with %s is one error', async (_, file, error) => {
  const started = performance.now();
  expect(await refusal(file)).toEqual(error);
  expect(performance.now() - started).toBeLessThan(5000); // a hang, on a machine however busy
});
