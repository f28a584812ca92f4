import { expect, test } from 'vitest';
import { mapCsv, tableCsv } from './csv.ts';

test('a map keeps its rows and seven digits', () => {
  expect(mapCsv(new Float32Array([1, 0.1, -2e-9, 4]), 2, 2)).toBe('1,0.1\n-2e-9,4\n');
});

test('a table quotes what would break it', () => {
  const csv = tableCsv(
    ['model', 'top-1'],
    [
      ['a "b", c', 82.2],
      ['d', null],
    ],
  );
  expect(csv).toBe('model,top-1\n"a ""b"", c",82.2\nd,\n');
});
