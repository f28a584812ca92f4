import { AGAIN, type BadFile } from './bad-file.ts';

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

const INVALID = 'This is not a valid safetensors file:';
const TRUNCATED =
  'This safetensors file ends too early. The download or copy was probably interrupted: get it again.';

/** Safetensors files that break a rule of the format. */
export const BAD_SAFETENSORS: readonly BadFile[] = [
  ['an empty file', new Uint8Array(), 'empty', 'The file is empty.'],
  ['a header past the end', claiming(500n), 'truncated', TRUNCATED],
  ['data cut short', safetensorsFile({ a: f32([2], 0, 8) }, 7), 'truncated', TRUNCATED],
  [
    'a header over the limit',
    claiming(2n ** 40n),
    'safetensors-header',
    `${INVALID} its header claims 1099511627776 bytes, more than the limit of 16777216. ${AGAIN}`,
  ],
  [
    'no JSON',
    safetensorsFile('{"a":'),
    'safetensors-header',
    `${INVALID} its header is not JSON. ${AGAIN}`,
  ],
  [
    'an entry that is no object',
    safetensorsFile({ a: 3 }),
    'safetensors-header',
    `${INVALID} the entry of "a" is not an object. ${AGAIN}`,
  ],
  [
    'a negative dimension',
    safetensorsFile({ a: f32([-1], 0, 4) }, 4),
    'safetensors-header',
    `${INVALID} the shape of "a" is not a list of at most 8 whole numbers. ${AGAIN}`,
  ],
  [
    'numbers above 2^53',
    safetensorsFile('{"a":{"dtype":"F32","shape":[9007199254740993],"data_offsets":[0,4]}}', 4),
    'safetensors-header',
    `${INVALID} the shape of "a" is not a list of at most 8 whole numbers. ${AGAIN}`,
  ],
  [
    'a shape whose product overflows',
    safetensorsFile({ a: f32([2 ** 50, 2 ** 50, 2 ** 50], 0, 4) }, 4),
    'safetensors-size',
    `The tensor "a" holds 4 bytes, but its shape [1125899906842624, 1125899906842624, 1125899906842624] needs ${2 ** 152}. The file is damaged: get it again.`,
  ],
  [
    'falling offsets',
    safetensorsFile({ a: f32([1], 4, 0) }, 4),
    'safetensors-header',
    `${INVALID} the data_offsets of "a" are not two rising whole numbers. ${AGAIN}`,
  ],
  [
    'size other than shape × element',
    safetensorsFile({ a: f32([3], 0, 8) }, 8),
    'safetensors-size',
    'The tensor "a" holds 8 bytes, but its shape [3] needs 12. The file is damaged: get it again.',
  ],
  [
    'an unknown element type',
    safetensorsFile({ a: { dtype: 'F4', shape: [1], data_offsets: [0, 1] } }, 1),
    'safetensors-dtype',
    'The tensor "a" has the element type "F4", which this app does not read. Convert the file to float32 or float16.',
  ],
  [
    'a gap',
    safetensorsFile({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12),
    'safetensors-gap',
    `${INVALID} there is a gap of 4 bytes before the tensor "b". ${AGAIN}`,
  ],
  [
    'an overlap',
    safetensorsFile({ a: f32([2], 0, 8), b: f32([1], 4, 8) }, 8),
    'safetensors-overlap',
    `${INVALID} the tensor "b" overlaps another one. ${AGAIN}`,
  ],
  [
    'a name twice, which hides the first tensor',
    safetensorsFile(
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
      8,
    ),
    'safetensors-gap',
    `${INVALID} there is a gap of 4 bytes before the tensor "a". ${AGAIN}`,
  ],
  [
    'trailing bytes',
    safetensorsFile({ a: f32([1], 0, 4) }, 6),
    'safetensors-trailing',
    `${INVALID} 2 bytes follow the last tensor. ${AGAIN}`,
  ],
  [
    'a tensor named __proto__',
    safetensorsFile('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
    'safetensors-name',
    'This safetensors file has a tensor named "__proto__", which is not allowed. Get the file from its source again.',
  ],
];

/** Safetensors only by name: nothing in them tells the format. */
export const NAMED_SAFETENSORS: readonly BadFile[] = [
  ['seven bytes', new Uint8Array(7), 'truncated', TRUNCATED],
  [
    'broken UTF-8',
    Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0x22, 0xff, 0x22),
    'safetensors-header',
    `${INVALID} its header is not JSON. ${AGAIN}`,
  ],
  [
    'a JSON list',
    safetensorsFile([1]),
    'safetensors-header',
    `${INVALID} its header is not a JSON object. ${AGAIN}`,
  ],
];
