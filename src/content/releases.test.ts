import { expect, test } from 'vitest';
import { RELEASES } from './releases.ts';

test('every release has an https address of a checkpoint and a published accuracy', () => {
  expect(RELEASES.map(({ id }) => id)).toEqual([
    'vheat-tiny',
    'vheat-small',
    'vheat-base',
    'deit-tiny',
  ]);
  for (const { url, top1 } of RELEASES) {
    expect(url).toMatch(/^https:\/\/(github\.com|huggingface\.co)\/.*\.(pth|safetensors)$/);
    expect(top1).toBeGreaterThan(70);
  }
});
