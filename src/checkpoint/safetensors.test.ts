import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
  BAD_SAFETENSORS,
  NAMED_SAFETENSORS,
  safetensorsFile,
} from '../testing/bad-files/safetensors.ts';
import { readFixture } from '../testing/fixtures.ts';
import { blobSource, bytesSource, joinSources, type ByteSource } from './byte-source.ts';
import { CheckpointError } from './error.ts';
import type { NamedArray, NamedArrays } from './named-array.ts';
import { looksLikeSafetensors, readSafetensors, writeSafetensors } from './safetensors.ts';

test.each([...BAD_SAFETENSORS, ...NAMED_SAFETENSORS])(
  '%s is refused',
  async (_, bytes, refused) => {
    const error: unknown = await readSafetensors(bytesSource(bytes)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(CheckpointError);
    expect(error).toMatchObject(refused);
  },
);

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
  const arrays = await readSafetensors(bytesSource(safetensorsFile(header, Uint8Array.from(data))));
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
    expect.objectContaining({
      code: 'float16-range',
      params: { tensor: 'a', value: 100_000 },
    }),
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
