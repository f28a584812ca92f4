import { expect, test } from 'vitest';
import { expectClose } from './close.ts';
import { PUBLISHED, randomVHeat } from './random-vheat.ts';
import { referenceVHeat } from './reference-vheat.ts';
import { golden, readTensors } from './tensors.ts';

test.each([
  ['pre-norm', false],
  ['post-norm-layer-scale', true],
])('the loops give the golden logits of %s', async (folder, postNorm) => {
  const arrays = await readTensors(`vheat/${folder}/weights.safetensors`);
  const expected = await readTensors(`vheat/${folder}/golden.safetensors`);
  const input = golden(expected, 'input');
  const [batch, ...shape] = input.shape;
  const size = shape.reduce((product, n) => product * n, 1);
  const logits = Array.from({ length: batch }, (_, b) =>
    referenceVHeat(arrays, input.data.subarray(b * size, (b + 1) * size), { postNorm }),
  );
  expectClose(
    logits.flatMap((row) => [...row]),
    golden(expected, 'logits').data,
    1e-4,
  );
});

test('a random Tiny has the published number of parameters', () => {
  const { dims, depths } = PUBLISHED.tiny;
  const arrays = randomVHeat(PUBLISHED.tiny, 1);
  const both = [...arrays].filter(([key]) => !/freq_embed|to_k/.test(key));
  // The inference form, which was counted, has a map of decays in every block instead.
  const decays = [56, 28, 14, 7].map((n, stage) => n * n * dims[stage] * depths[stage]);
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  expect(sum([...both.map(([, { data }]) => data.length), ...decays])).toBe(29_558_056);
  expect(arrays.size).toBe(241);
});
