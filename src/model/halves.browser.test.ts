import { memory, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NamedArray, NamedArrays } from '../checkpoint/named-array.ts';
import { quantise } from '../checkpoint/quantised.ts';
import { decodeFloat16, encodeFloat16 } from '../math/float16.ts';
import { useBackend } from '../testing/backends.ts';
import { channelsLast, golden, numbers, readTensors } from '../testing/tensors.ts';
import { free, mapTensors, upload, type CpuTensor, type OnDevice } from './nn/tree.ts';
import { vheatConfigOf } from './vheat/config.ts';
import { forwardVHeat } from './vheat/forward.ts';
import { readVHeatWeights } from './vheat/read.ts';
import { vitConfigOf } from './vit/config.ts';
import { forwardVit } from './vit/forward.ts';
import { readVitWeights } from './vit/read.ts';

/** Numbers as a float16 file has them. */
function float16({ data }: NamedArray): Float32Array<ArrayBuffer> {
  return decodeFloat16(encodeFloat16(Float32Array.from(data)));
}

/** Numbers as an int8 file has them: matrices of codes, the rest float16. */
function int8(array: NamedArray): Float32Array<ArrayBuffer> {
  if (array.shape.length < 2) return float16(array);
  const { codes, scales } = quantise(array);
  const size = codes.length / scales.length;
  return Float32Array.from(codes, (code, i) => code * scales[Math.floor(i / size)]);
}

const stored = (arrays: NamedArrays, as: (array: NamedArray) => Float32Array<ArrayBuffer>) =>
  new Map([...arrays].map(([name, array]) => [name, { ...array, data: as(array) }]));

beforeAll(() => useBackend('webgpu'));

/** Uploads weights twice, as they are kept and all of them as float32, and compares logits and bytes. */
async function compare<W>(weights: W, logitsOf: (weights: OnDevice<W>) => Tensor): Promise<void> {
  const before = memory().numBytes;
  const packed = upload(weights);
  const halves = memory().numBytes - before;
  // What occurs twice is on the device once, as `upload` has it.
  const floatsOf = new Map<CpuTensor, Tensor>();
  const plain = mapTensors(weights, (leaf) => {
    const there = floatsOf.get(leaf) ?? tensor(leaf.data, [...leaf.shape]);
    floatsOf.set(leaf, there);
    return there;
  }) as OnDevice<W>;
  const floats = memory().numBytes - before - halves;
  // What float32 has more, by the sizes: half of each matrix less a scale for each of its columns.
  let saved = 0;
  const seen = new Set<CpuTensor>();
  mapTensors(
    weights,
    () => null,
    ({ weight }) => {
      const [inner, columns] = weight.shape;
      if (inner % 4 === 0 && columns % 4 === 0 && !seen.has(weight))
        saved += 2 * inner * columns - 4 * columns;
      seen.add(weight);
      return 0;
    },
  );
  expect(saved).toBeGreaterThan(0);
  expect(floats - halves).toBe(saved);
  const [found, expected] = tidy(() => [logitsOf(packed), logitsOf(plain)]);
  expect(await numbers(found)).toEqual(await numbers(expected));
  free([packed, plain]);
}

describe.each([
  ['float16', float16],
  ['int8', int8],
])('packed weights of an %s file give the logits of float32 weights, bit by bit', (_, as) => {
  test.each(['pre-norm', 'post-norm-layer-scale'])('vHeat, %s', async (network) => {
    const arrays = stored(await readTensors(`vheat/${network}/weights.safetensors`), as);
    const input = golden(await readTensors(`vheat/${network}/golden.safetensors`), 'input');
    const weights = readVHeatWeights(arrays, vheatConfigOf(arrays));
    await compare(weights, (on) => forwardVHeat(on, channelsLast(input)).logits);
  });

  test('ViT', async () => {
    const arrays = stored(await readTensors('vit/checkpoint.safetensors'), as);
    const input = golden(await readTensors('vit/golden.safetensors'), 'input');
    const weights = readVitWeights(arrays, vitConfigOf(arrays, { heads: 2 }));
    await compare(weights, (on) => forwardVit(on, channelsLast(input)).logits);
  });
});
