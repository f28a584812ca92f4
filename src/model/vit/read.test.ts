import { describe, expect, test } from 'vitest';
import type { NamedArray } from '../../checkpoint/named-array.ts';
import { readFixture } from '../../testing/fixtures.ts';
import { readTensors } from '../../testing/tensors.ts';
import { isVit, vitConfigOf } from './config.ts';
import { readVitWeights } from './read.ts';

const CHECKPOINT = 'vit/checkpoint.safetensors';
const one: NamedArray = { stored: 'f32', shape: [1], data: new Float32Array(1) };

describe('vitConfigOf', () => {
  test('reads everything but the heads from the keys', async () => {
    const arrays = await readTensors(CHECKPOINT);
    const config: unknown = JSON.parse(
      new TextDecoder().decode(await readFixture('vit/config.json')),
    );
    expect(isVit(arrays)).toBe(true);
    expect(vitConfigOf(arrays, { heads: 2 })).toEqual(config);
  });

  test('asks for the heads where width / 64 is no answer', async () => {
    const arrays = await readTensors(CHECKPOINT);
    for (const heads of [undefined, 0, 5, 1.5]) {
      expect(() => vitConfigOf(arrays, { heads })).toThrow(
        expect.objectContaining({ code: 'vit-heads' }),
      );
    }
  });

  test.each([
    ['dist_token', 'distilled'],
    ['reg_token', 'register'],
    ['blocks.0.ls1.gamma', 'layer scale'],
    ['blocks.0.attn.q_norm.weight', 'normalised queries'],
    ['fc_norm.weight', 'averages'],
    ['norm_pre.weight', 'norm before'],
  ])('names and refuses the variant with %s', async (key, name) => {
    const arrays = new Map([...(await readTensors(CHECKPOINT)), [key, one]]);
    expect(() => vitConfigOf(arrays, { heads: 2 })).toThrow(
      expect.objectContaining({
        code: 'vit-variant',
        message: expect.stringContaining(name) as string,
      }),
    );
  });

  test('refuses other networks', () => {
    expect(() => vitConfigOf(new Map([['conv1.weight', one]]))).toThrow(
      expect.objectContaining({ code: 'weights-mismatch' }),
    );
  });
});

test('readVitWeights names what is missing', async () => {
  const arrays = new Map(await readTensors(CHECKPOINT));
  const config = vitConfigOf(arrays, { heads: 2 });
  arrays.delete('blocks.1.attn.proj.bias');
  expect(() => readVitWeights(arrays, config)).toThrow(
    expect.objectContaining({ missing: ['blocks.1.attn.proj.bias'] }),
  );
});
