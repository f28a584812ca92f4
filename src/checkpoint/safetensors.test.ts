import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { readFixture } from '../testing/fixtures.ts';
import { blobSource, bytesSource, joinSources, type ByteSource } from './byte-source.ts';
import { CheckpointError } from './error.ts';
import type { NamedArray, NamedArrays } from './named-array.ts';
import { looksLikeSafetensors, readSafetensors, writeSafetensors } from './safetensors.ts';

/** A file with this header, verbatim, and this much data. */
function file(header: unknown, data: Uint8Array | number = 0): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const body = typeof data === 'number' ? new Uint8Array(data) : data;
  const bytes = new Uint8Array(8 + json.length + body.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(body, 8 + json.length);
  return bytes;
}

function f32(shape: number[], start: number, end: number): object {
  return { dtype: 'F32', shape, data_offsets: [start, end] };
}

function claiming(headerLength: bigint): Uint8Array<ArrayBuffer> {
  const bytes = file({}, 100);
  new DataView(bytes.buffer).setBigUint64(0, headerLength, true);
  return bytes;
}

const AGAIN = 'Get the file from its source again.';
const INVALID = 'This is not a valid safetensors file:';
const TRUNCATED =
  'This safetensors file ends too early. The download or copy was probably interrupted: get it again.';

test.each<[string, Uint8Array, string, string]>([
  ['an empty file', new Uint8Array(), 'empty', 'The file is empty.'],
  ['seven bytes', new Uint8Array(7), 'truncated', TRUNCATED],
  ['a header past the end', claiming(500n), 'truncated', TRUNCATED],
  ['data cut short', file({ a: f32([2], 0, 8) }, 7), 'truncated', TRUNCATED],
  [
    'a header over the limit',
    claiming(2n ** 63n),
    'safetensors-header',
    `${INVALID} its header claims 9223372036854776000 bytes, more than the limit of 16777216. ${AGAIN}`,
  ],
  ['no JSON', file('{"a":'), 'safetensors-header', `${INVALID} its header is not JSON. ${AGAIN}`],
  [
    'broken UTF-8',
    Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0x22, 0xff, 0x22),
    'safetensors-header',
    `${INVALID} its header is not JSON. ${AGAIN}`,
  ],
  [
    'a JSON list',
    file([1]),
    'safetensors-header',
    `${INVALID} its header is not a JSON object. ${AGAIN}`,
  ],
  [
    'an entry that is no object',
    file({ a: 3 }),
    'safetensors-header',
    `${INVALID} the entry of "a" is not an object. ${AGAIN}`,
  ],
  [
    'a negative dimension',
    file({ a: f32([-1], 0, 4) }, 4),
    'safetensors-header',
    `${INVALID} the shape of "a" is not a list of at most 8 whole numbers. ${AGAIN}`,
  ],
  [
    'numbers above 2^53',
    file('{"a":{"dtype":"F32","shape":[9007199254740993],"data_offsets":[0,4]}}', 4),
    'safetensors-header',
    `${INVALID} the shape of "a" is not a list of at most 8 whole numbers. ${AGAIN}`,
  ],
  [
    'a shape whose product overflows',
    file({ a: f32([2 ** 50, 2 ** 50, 2 ** 50], 0, 4) }, 4),
    'safetensors-size',
    `The tensor "a" holds 4 bytes, but its shape [1125899906842624, 1125899906842624, 1125899906842624] needs ${2 ** 152}. The file is damaged: get it again.`,
  ],
  [
    'falling offsets',
    file({ a: f32([1], 4, 0) }, 4),
    'safetensors-header',
    `${INVALID} the data_offsets of "a" are not two rising whole numbers. ${AGAIN}`,
  ],
  [
    'size other than shape × element',
    file({ a: f32([3], 0, 8) }, 8),
    'safetensors-size',
    'The tensor "a" holds 8 bytes, but its shape [3] needs 12. The file is damaged: get it again.',
  ],
  [
    'an unknown element type',
    file({ a: { dtype: 'F8_E4M3', shape: [1], data_offsets: [0, 1] } }, 1),
    'safetensors-dtype',
    'The tensor "a" has the element type "F8_E4M3", which this app does not read. Convert the file to float32 or float16.',
  ],
  [
    'a gap',
    file({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12),
    'safetensors-gap',
    `${INVALID} there is a gap of 4 bytes before the tensor "b". ${AGAIN}`,
  ],
  [
    'an overlap',
    file({ a: f32([2], 0, 8), b: f32([1], 4, 8) }, 8),
    'safetensors-overlap',
    `${INVALID} the tensor "b" overlaps another one. ${AGAIN}`,
  ],
  [
    'a name twice, which hides the first tensor',
    file(
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
      8,
    ),
    'safetensors-gap',
    `${INVALID} there is a gap of 4 bytes before the tensor "a". ${AGAIN}`,
  ],
  [
    'trailing bytes',
    file({ a: f32([1], 0, 4) }, 6),
    'safetensors-trailing',
    `${INVALID} 2 bytes follow the last tensor. ${AGAIN}`,
  ],
  [
    'a tensor named __proto__',
    file('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
    'safetensors-name',
    'This safetensors file has a tensor named "__proto__", which is not allowed. Get the file from its source again.',
  ],
])('%s is refused', async (_, bytes, code, message) => {
  const error: unknown = await readSafetensors(bytesSource(bytes)).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(CheckpointError);
  expect(error).toMatchObject({ code, message });
});

test('every element type is widened to float32', async () => {
  const parts: [string, ArrayBuffer][] = [
    ['F64', Float64Array.of(-1.5, 1e300).buffer],
    ['F32', Float32Array.of(-1.5, 3e38).buffer],
    ['F16', Uint16Array.of(0xbe00, 0x7c00).buffer],
    ['BF16', Uint16Array.of(0xbfc0, 0x7f80).buffer],
    ['I64', BigInt64Array.of(-1n, 2n ** 40n).buffer],
    ['I32', Int32Array.of(-1, 70000).buffer],
    ['I16', Int16Array.of(-1, 300).buffer],
    ['I8', Int8Array.of(-1, 100).buffer],
    ['U8', Uint8Array.of(255, 1).buffer],
    ['BOOL', Uint8Array.of(1, 0).buffer],
  ];
  const header: Record<string, object> = {};
  const data: number[] = [];
  for (const [dtype, buffer] of parts) {
    const start = data.length;
    data.push(...new Uint8Array(buffer));
    header[dtype] = { dtype, shape: [2], data_offsets: [start, data.length] };
  }
  const arrays = await readSafetensors(bytesSource(file(header, Uint8Array.from(data))));
  const values = [...arrays].map(([name, { stored, data: d }]) => [name, stored, ...d]);
  expect(values).toEqual([
    ['F64', 'f64', -1.5, Infinity],
    ['F32', 'f32', -1.5, Math.fround(3e38)],
    ['F16', 'f16', -1.5, Infinity],
    ['BF16', 'bf16', -1.5, Infinity],
    ['I64', 'i64', -1, 2 ** 40],
    ['I32', 'i32', -1, 70000],
    ['I16', 'i16', -1, 300],
    ['I8', 'i8', -1, 100],
    ['U8', 'u8', 255, 1],
    ['BOOL', 'bool', 1, 0],
  ]);
});

const tensors: fc.Arbitrary<NamedArrays> = fc
  .uniqueArray(
    fc.tuple(
      fc.string({ minLength: 1 }).filter((name) => !name.startsWith('__')),
      fc.array(fc.nat(3), { maxLength: 4 }),
      fc.float({ noNaN: true, min: -60000, max: 60000 }),
    ),
    { selector: ([name]) => name },
  )
  .map((entries) => {
    // Names like "0" would move to the front of a JavaScript object.
    const named = entries.map(([name, shape, value]): [string, NamedArray] => {
      const length = shape.reduce((product, n) => product * n, 1);
      const data = Float32Array.from({ length }, (_, i) => value / (i + 1));
      return [`t.${name}`, { stored: 'f32', shape, data }];
    });
    return new Map(named);
  });

test('what is written as float32 reads back equal, in order, from any cut of the file', async () => {
  await fc.assert(
    fc.asyncProperty(tensors, fc.array(fc.nat(), { maxLength: 4 }), async (arrays, cuts) => {
      const bytes = writeSafetensors(arrays, { dtype: 'f32' });
      const edges = [0, ...cuts.map((c) => c % bytes.length).sort((a, b) => a - b), bytes.length];
      const parts = edges.slice(1).map((end, i) => bytesSource(bytes.subarray(edges[i], end)));
      const back = await readSafetensors(joinSources(parts));
      expect([...back]).toEqual([...arrays]);
    }),
  );
});

test('what is written as float16 reads back as the nearest float16', async () => {
  await fc.assert(
    fc.asyncProperty(tensors, async (arrays) => {
      const back = await readSafetensors(bytesSource(writeSafetensors(arrays, { dtype: 'f16' })));
      for (const [name, { shape, data }] of arrays) {
        const read = back.get(name);
        expect(read?.shape).toEqual(shape);
        expect(read?.stored).toBe('f16');
        data.forEach((value, i) => {
          const spacing = Math.max(Math.abs(value) * 2 ** -11, 2 ** -25);
          expect(Math.abs((read?.data[i] ?? NaN) - value)).toBeLessThanOrEqual(spacing);
        });
      }
    }),
  );
});

test('a weight beyond the range of float16 is not silently made infinite', () => {
  const arrays = new Map([
    ['a', { stored: 'f32' as const, shape: [2], data: Float32Array.of(1, 1e5) }],
  ]);
  expect(() => writeSafetensors(arrays, { dtype: 'f16' })).toThrow(
    'The tensor "a" holds 100000, which float16 cannot store. Write the file as float32.',
  );
  const infinite = new Map([
    ['a', { stored: 'f32' as const, shape: [1], data: Float32Array.of(Infinity) }],
  ]);
  expect(() => writeSafetensors(infinite, { dtype: 'f16' })).not.toThrow();
});

test('mutations of a good file parse or are refused, never anything else', async () => {
  const good = writeSafetensors(
    new Map([
      ['a', { stored: 'f32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }],
      ['b', { stored: 'f32', shape: [], data: Float32Array.of(5) }],
    ]),
    { dtype: 'f32' },
  );
  const edit = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      fc.nat(good.length),
      async (edits, length) => {
        const bytes = good.slice(0, length);
        for (const [at, value] of edits) if (at < length) bytes[at] = value;
        try {
          await readSafetensors(bytesSource(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(CheckpointError);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('a file is read tensor by tensor, with progress, and can be cancelled', async () => {
  const bytes = await readFixture('vheat/pre-norm/weights.safetensors');
  const whole = blobSource(new Blob([bytes]));
  let largest = 0;
  const counting: ByteSource = {
    size: whole.size,
    slice: (start, end) => {
      largest = Math.max(largest, end - start);
      return whole.slice(start, end);
    },
  };
  const onProgress = vi.fn();
  const arrays = await readSafetensors(counting, { onProgress });
  expect(arrays.size).toBe(115);
  expect(arrays.get('classifier.3.weight')?.shape).toEqual([10, 64]);
  expect(largest).toBeLessThan(bytes.length / 2);
  const calls = onProgress.mock.calls as [number, number][];
  expect(calls[0][0]).toBe(0);
  expect(calls.at(-1)?.[0]).toBe(calls.at(-1)?.[1]);
  expect(calls.map(([loaded]) => loaded)).toEqual(
    calls.map(([loaded]) => loaded).sort((a, b) => a - b),
  );

  const controller = new AbortController();
  const reading = readSafetensors(counting, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});

test('files are recognised by content', async () => {
  const bytes = await readFixture('vit/checkpoint.safetensors');
  expect(looksLikeSafetensors(bytes.subarray(0, 16))).toBe(true);
  const html = new TextEncoder().encode('<!doctype html><html></html>');
  expect(looksLikeSafetensors(html)).toBe(false);
  const json = new TextEncoder().encode('{"a": 1, {}}');
  expect(looksLikeSafetensors(json)).toBe(false);
});
