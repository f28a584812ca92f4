import { expect, test } from 'vitest';
import { AGAIN, DAMAGED } from '../testing/bad-files/bad-file.ts';
import { BAD_ZIPS, STRANGERS } from '../testing/bad-files/containers.ts';
import { readFixture } from '../testing/fixtures.ts';
import { refusal } from '../testing/refusal.ts';
import { bytesOf } from '../testing/torch-file.ts';

test.each(BAD_ZIPS)('a zip file %s is refused', async (_, file, code, message) => {
  expect(await refusal(file)).toEqual({ code, message });
});

test.each(STRANGERS)('%s is refused for what it is', async (_, file, code, message) => {
  expect(await refusal(file)).toEqual({ code, message });
});

test.each<[string, (file: Uint8Array) => Uint8Array, string, string]>([
  [
    'cut',
    (file) => file.slice(0, -5),
    'truncated',
    'This checkpoint ends too early. The download or copy was probably interrupted: get it again.',
  ],
  [
    'with bytes behind',
    (file) => bytesOf(file, 0),
    'pickle-malformed',
    `${DAMAGED} bytes follow its last storage. ${AGAIN}`,
  ],
  [
    'cut in its description',
    (file) => file.slice(0, 5000),
    'pickle-truncated',
    'This checkpoint ends in the middle of its description. The download or copy was probably interrupted: get it again.',
  ],
])('a legacy checkpoint %s is refused', async (_, damage, code, message) => {
  const file = await readFixture('vheat/pre-norm/checkpoint-legacy-format.pth');
  expect(await refusal(damage(file))).toEqual({ code, message });
});
