import type { BadFile } from './bad-file.ts';

/** A file with this header, verbatim, and this much data. */
export function safetensorsFile(
  header: unknown,
  data: Uint8Array | number = 0,
): Uint8Array<ArrayBuffer> {
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
  const bytes = safetensorsFile({}, 100);
  new DataView(bytes.buffer).setBigUint64(0, headerLength, true);
  return bytes;
}

/** Safetensors files that break a rule of the format. */
export const BAD_SAFETENSORS: readonly BadFile[] = [
  ['an empty file', new Uint8Array(), { code: 'empty', params: { file: 'checkpoint' } }],
  ['a header past the end', claiming(500n), { code: 'truncated', params: { file: 'safetensors' } }],
  [
    'data cut short',
    safetensorsFile({ a: f32([2], 0, 8) }, 7),
    { code: 'truncated', params: { file: 'safetensors' } },
  ],
  [
    'a header over the limit',
    claiming(2n ** 40n),
    {
      code: 'safetensors-header',
      params: { fault: { code: 'size', params: { bytes: 1099511627776, most: 16777216 } } },
    },
  ],
  [
    'no JSON',
    safetensorsFile('{"a":'),
    { code: 'safetensors-header', params: { fault: { code: 'json', params: {} } } },
  ],
  [
    'an entry that is no object',
    safetensorsFile({ a: 3 }),
    { code: 'safetensors-header', params: { fault: { code: 'entry', params: { tensor: 'a' } } } },
  ],
  [
    'a negative dimension',
    safetensorsFile({ a: f32([-1], 0, 4) }, 4),
    {
      code: 'safetensors-header',
      params: { fault: { code: 'shape', params: { tensor: 'a', most: 8 } } },
    },
  ],
  [
    'numbers above 2^53',
    safetensorsFile('{"a":{"dtype":"F32","shape":[9007199254740993],"data_offsets":[0,4]}}', 4),
    {
      code: 'safetensors-header',
      params: { fault: { code: 'shape', params: { tensor: 'a', most: 8 } } },
    },
  ],
  [
    'a shape whose product overflows',
    safetensorsFile({ a: f32([2 ** 50, 2 ** 50, 2 ** 50], 0, 4) }, 4),
    {
      code: 'safetensors-size',
      params: {
        tensor: 'a',
        shape: [1125899906842624, 1125899906842624, 1125899906842624],
        bytes: 4,
        expected: 5.70899077082384e45,
      },
    },
  ],
  [
    'falling offsets',
    safetensorsFile({ a: f32([1], 4, 0) }, 4),
    { code: 'safetensors-header', params: { fault: { code: 'offsets', params: { tensor: 'a' } } } },
  ],
  [
    'size other than shape × element',
    safetensorsFile({ a: f32([3], 0, 8) }, 8),
    { code: 'safetensors-size', params: { tensor: 'a', shape: [3], bytes: 8, expected: 12 } },
  ],
  [
    'an unknown element type',
    safetensorsFile({ a: { dtype: 'F4', shape: [1], data_offsets: [0, 1] } }, 1),
    { code: 'safetensors-dtype', params: { tensor: 'a', dtype: '"F4"' } },
  ],
  [
    'a gap',
    safetensorsFile({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12),
    { code: 'safetensors-gap', params: { tensor: 'b', bytes: 4 } },
  ],
  [
    'an overlap',
    safetensorsFile({ a: f32([2], 0, 8), b: f32([1], 4, 8) }, 8),
    { code: 'safetensors-overlap', params: { tensor: 'b' } },
  ],
  [
    'a name twice, which hides the first tensor',
    safetensorsFile(
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
      8,
    ),
    { code: 'safetensors-gap', params: { tensor: 'a', bytes: 4 } },
  ],
  [
    'trailing bytes',
    safetensorsFile({ a: f32([1], 0, 4) }, 6),
    { code: 'safetensors-trailing', params: { bytes: 2 } },
  ],
  [
    'a tensor named __proto__',
    safetensorsFile('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
    { code: 'safetensors-name', params: { tensor: '__proto__' } },
  ],
];

/** Safetensors only by name: nothing in them tells the format. */
export const NAMED_SAFETENSORS: readonly BadFile[] = [
  ['seven bytes', new Uint8Array(7), { code: 'truncated', params: { file: 'safetensors' } }],
  [
    'broken UTF-8',
    Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0x22, 0xff, 0x22),
    { code: 'safetensors-header', params: { fault: { code: 'json', params: {} } } },
  ],
  [
    'a JSON list',
    safetensorsFile([1]),
    { code: 'safetensors-header', params: { fault: { code: 'object', params: {} } } },
  ],
];
