import { expect, test } from 'vitest';
import type { CheckpointErrors } from './error.ts';
import type { Coded } from '../coded/coded.ts';
import { BAD_ZIPS, STRANGERS } from '../testing/bad-files/containers.ts';
import { readFixture } from '../testing/fixtures.ts';
import { refusal } from '../testing/refusal.ts';
import { bytesOf } from '../testing/torch-file.ts';

test.each(BAD_ZIPS)('a zip file %s is refused', async (_, file, error) => {
  expect(await refusal(file)).toEqual(error);
});

test.each(STRANGERS)('%s is refused for what it is', async (_, file, error) => {
  expect(await refusal(file)).toEqual(error);
});

test.each<[string, (file: Uint8Array) => Uint8Array, Coded<CheckpointErrors>]>([
  ['cut', (file) => file.slice(0, -5), { code: 'truncated', params: { file: 'torch-legacy' } }],
  [
    'with bytes behind',
    (file) => bytesOf(file, 0),
    { code: 'pickle-malformed', params: { fault: { code: 'bytes-after', params: {} } } },
  ],
  [
    'cut in its description',
    (file) => file.slice(0, 5000),
    { code: 'pickle-truncated', params: {} },
  ],
])('a legacy checkpoint %s is refused', async (_, damage, error) => {
  const file = await readFixture('vheat/pre-norm/checkpoint-legacy-format.pth');
  expect(await refusal(damage(file))).toEqual(error);
});
