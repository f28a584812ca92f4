import { expect, test } from 'vitest';
import { readFixture } from '../testing/fixtures.ts';
import { sniffFile } from './sniff-file.ts';

test.each([
  ['vheat/pre-norm/checkpoint.pth', 'holiday.jpg', 'checkpoint'],
  ['vheat/pre-norm/checkpoint-legacy-format.pth', 'notes.txt', 'checkpoint'],
  ['vheat/pre-norm/weights.safetensors', 'x', 'checkpoint'],
  ['preprocess/noise-37x301.png', 'weights.pth', 'picture'],
])('%s named %s is a %s', async (path, name, kind) => {
  expect(await sniffFile(new File([await readFixture(path)], name))).toBe(kind);
});

test.each([
  ['', 'empty.pth', 'checkpoint'],
  ['', 'empty.jpg', 'picture'],
  ['<!doctype html>', 'vheat.pth', 'checkpoint'],
  ['<svg xmlns="x">', 'drawing.pth', 'picture'],
  ['only words', 'photo.png', 'picture'],
  ['cat\ndog', 'classes.txt', 'labels'],
  ['["cat"]', 'classes.json', 'labels'],
])('"%s" named %s is a %s', async (text, name, kind) => {
  expect(await sniffFile(new File([text], name))).toBe(kind);
});
