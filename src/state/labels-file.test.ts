import { describe, expect, test } from 'vitest';
import { readLabels } from './labels-file.ts';

const read = (...parts: BlobPart[]) => readLabels(new Blob(parts));

describe('class names', () => {
  test('come as a JSON array', async () => {
    expect(await read('["cat", " dog ", "<b>x</b>"]')).toEqual(['cat', 'dog', '<b>x</b>']);
  });

  test('come one a line, with any line ends, a byte order mark and a last empty line', async () => {
    expect(await read('\ufeffcat\r\ndog\nكلب\n\n')).toEqual(['cat', 'dog', 'كلب']);
    expect(await read('a\rb')).toEqual(['a', 'b']);
  });

  test('keep empty lines between names, because position is the class', async () => {
    expect(await read('a\n\nc')).toEqual(['a', '', 'c']);
  });

  test.each([
    ['nothing', ''],
    ['one line', 'only a sentence'],
    ['an object', '{"0": "cat"}'],
    ['a broken array', '["cat", "dog"'],
    ['an array of numbers', '[1, 2]'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0x0a, 0x41])],
    ['zero bytes', 'a\0\nb'],
    ['endless lines', `a\n${'x'.repeat(501)}`],
  ])('are not %s', async (_, part) => {
    await expect(read(part)).rejects.toMatchObject({ code: 'labels-format' });
  });
});
