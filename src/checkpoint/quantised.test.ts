import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safetensorsFile } from '../testing/bad-files/safetensors.ts';
import { bytesSource } from './byte-source.ts';
import type { NamedArray } from './named-array.ts';
import { readCheckpoint, readParts } from './read-checkpoint.ts';
import { writeSafetensors } from './safetensors.ts';

function array(shape: number[], values: number[]): NamedArray {
  return { stored: 'f32', shape, data: Float32Array.from(values) };
}

/** A file of tensors as they stand there. */
function file(tensors: Record<string, { dtype: string; shape: number[]; values: Uint8Array }>) {
  const bytes: number[] = [];
  const header = Object.entries(tensors).map(([name, { dtype, shape, values }]) => {
    const start = bytes.length;
    bytes.push(...values);
    return [name, { dtype, shape, data_offsets: [start, bytes.length] }];
  });
  return bytesSource(safetensorsFile(Object.fromEntries(header), Uint8Array.from(bytes)));
}

const codes = (...values: number[]) => new Uint8Array(Int8Array.from(values).buffer);
const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

test('what is written as int8 reads back within half a step of its channel', async () => {
  const matrix = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }))
    .chain(([outs, ins]) =>
      fc
        .array(fc.float({ noNaN: true, min: -(2 ** 126), max: 2 ** 126 }), {
          minLength: outs * ins,
          maxLength: outs * ins,
        })
        .map((values) => array([outs, ins, 1, 1], values)),
    );
  await fc.assert(
    fc.asyncProperty(matrix, async (weight) => {
      const bias = array([3], [1, 2, 3]);
      const tensors = new Map([
        ['w', weight],
        ['b', bias],
      ]);
      const bytes = writeSafetensors(tensors, { dtype: (name) => (name === 'w' ? 'i8' : 'f16') });
      const { arrays } = await readCheckpoint(bytesSource(bytes));
      expect([...arrays].map(([name, { stored, shape }]) => [name, stored, shape])).toEqual([
        ['w', 'i8', weight.shape],
        ['b', 'f16', [3]],
      ]);
      const [outs, ins] = weight.shape;
      for (let out = 0; out < outs; out++) {
        const channel = weight.data.subarray(out * ins, (out + 1) * ins);
        const largest = Math.max(...channel.map(Math.abs));
        channel.forEach((value, i) => {
          const read = arrays.get('w')?.data[out * ins + i] ?? NaN;
          // Float32 has few digits for the scales of numbers near its smallest.
          expect(Math.abs(read - value)).toBeLessThanOrEqual(largest / 253 + 2 ** -142);
        });
      }
    }),
  );
});

test('the file names its scheme, and every element lies at a multiple of its size', () => {
  const tensors = new Map([
    ['w', array([3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9])],
    ['b', array([3], [1, 2, 3])],
    ['k', array([1], [1])],
  ]);
  const types = { w: 'i8', b: 'f16', k: 'f32' } as const;
  const bytes = writeSafetensors(tensors, { dtype: (name) => types[name as keyof typeof types] });
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const { __metadata__: metadata, ...entries } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(8, 8 + length)),
  ) as Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;
  expect(metadata).toEqual({ format: 'pt', quantization: 'int8-symmetric-channel' });
  expect(Object.entries(entries).map(([name, { dtype, shape }]) => [name, dtype, shape])).toEqual([
    ['w', 'I8', [3, 3]],
    ['w_scale', 'F32', [3, 1]],
    ['b', 'F16', [3]],
    ['k', 'F32', [1]],
  ]);
  expect(length % 8).toBe(0);
  expect(entries.w_scale.data_offsets[0] % 4).toBe(0);
  expect(entries.k.data_offsets[0] % 4).toBe(0);
  expect(entries.b.data_offsets[0] % 2).toBe(0);
});

test.each([
  ['of all', [1], [2], [2, 4, 6, 8, 10, 12, 14, 16]],
  ['of all, as a number', [], [2], [2, 4, 6, 8, 10, 12, 14, 16]],
  ['of each output channel', [2], [2, 3], [2, 4, 6, 8, 15, 18, 21, 24]],
  ['of each output channel, as a column', [2, 1], [2, 3], [2, 4, 6, 8, 15, 18, 21, 24]],
  ['of groups', [2, 2], [1, 2, 3, 4], [1, 2, 6, 8, 15, 18, 28, 32]],
])('scales %s are read', async (_, shape, values, expected) => {
  const { arrays } = await readCheckpoint(
    file({
      w: { dtype: 'I8', shape: [2, 4], values: codes(1, 2, 3, 4, 5, 6, 7, 8) },
      w_scale: { dtype: 'F32', shape, values: floats(...values) },
    }),
  );
  expect([...arrays.keys()]).toEqual(['w']);
  expect([...(arrays.get('w')?.data ?? [])]).toEqual(expected);
});

test('scales that do not fit are refused', async () => {
  for (const shape of [[3], [4, 2], [0]]) {
    const values = floats(...Array.from({ length: shape.reduce((a, b) => a * b) }, () => 1));
    const reading = readCheckpoint(
      file({
        w: { dtype: 'I8', shape: [2, 4], values: codes(1, 2, 3, 4, 5, 6, 7, 8) },
        w_scale: { dtype: 'F32', shape, values },
      }),
    );
    await expect(reading).rejects.toMatchObject({
      code: 'scale-shape',
      params: { tensor: 'w', shape: [2, 4], scale: shape },
    });
  }
});

test('without scales codes are numbers, and what only looks like scales stays', async () => {
  const { arrays } = await readCheckpoint(
    file({
      w: { dtype: 'I8', shape: [2], values: codes(-1, 2) },
      logit: { dtype: 'F32', shape: [1], values: floats(3) },
      logit_scale: { dtype: 'F32', shape: [1], values: floats(5) },
    }),
  );
  expect([...arrays].map(([name, { data }]) => [name, ...data])).toEqual([
    ['w', -1, 2],
    ['logit', 3],
    ['logit_scale', 5],
  ]);
});

test('codes and scales may be in different parts', async () => {
  const parts = [
    {
      name: 'model-00001-of-00002.safetensors',
      source: file({ w: { dtype: 'I8', shape: [2, 1], values: codes(1, 2) } }),
    },
    {
      name: 'model-00002-of-00002.safetensors',
      source: file({ w_scale: { dtype: 'F32', shape: [2, 1], values: floats(3, 5) } }),
    },
  ];
  const { arrays } = await readParts(parts);
  expect([...arrays].map(([name, { data }]) => [name, ...data])).toEqual([['w', 3, 10]]);
});
