import { expect, test } from 'vitest';
import { expectClose } from './close.ts';
import { referenceVit } from './reference-vit.ts';
import { golden, readTensors } from './tensors.ts';

test('the loops give the golden logits', async () => {
  const arrays = await readTensors('vit/checkpoint.safetensors');
  const expected = await readTensors('vit/golden.safetensors');
  const input = golden(expected, 'input');
  const [batch, ...shape] = input.shape;
  const size = shape.reduce((product, n) => product * n, 1);
  expect(batch).toBe(2);
  const logits = Array.from({ length: batch }, (_, b) =>
    referenceVit(arrays, input.data.subarray(b * size, (b + 1) * size), { heads: 2 }),
  );
  expectClose(
    logits.flatMap((row) => [...row]),
    golden(expected, 'logits').data,
    1e-4,
  );
});
