import type { NamedArrays } from '../../checkpoint/named-array.ts';
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
    expect(vitConfigOf(arrays, { heads: 2 })).toEqual({
      ...(config as object),
      grid: [4, 4],
      qkvBias: true,
    });
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

  /** The small ViT with this many positions. */
  async function positioned(tokens: number): Promise<NamedArrays> {
    const arrays = new Map(await readTensors(CHECKPOINT));
    const data = new Float32Array(tokens * 32);
    return arrays.set('pos_embed', { stored: 'f32', shape: [1, tokens, 32], data });
  }

  test.each([
    [17, [4, 4]],
    [129, [16, 8]],
    [13, [4, 3]],
    [7, [3, 2]],
    [197, [14, 14]],
  ])('%i positions lie as %j unless told', async (tokens, grid) => {
    const arrays = await positioned(tokens);
    expect(vitConfigOf(arrays, { heads: 2 }).grid).toEqual(grid);
    const turned = [grid[1], grid[0]] as const;
    const config = vitConfigOf(arrays, { heads: 2, grid: turned });
    expect(config).toMatchObject({ grid: turned, imageSize: 16 * Math.max(...grid) });
  });

  test('refuses a grid that its patches do not make', async () => {
    const arrays = await positioned(17);
    expect(() => vitConfigOf(arrays, { heads: 2, grid: [5, 3] })).toThrow(
      expect.objectContaining({
        code: 'vit-grid',
        message:
          'The 16 patches of this ViT do not make 5 rows of 3. Choose one of 4 × 4, 8 × 2, 2 × 8, 16 × 1, 1 × 16.',
      }),
    );
  });

  test.each([
    [16, '4 × 4'],
    [196, '14 × 14'],
    [128, '16 × 8'],
    [24, '6 × 4'],
  ])('%i positions are those of %s patches without a class token', async (tokens, grid) => {
    const arrays = await positioned(tokens);
    expect(() => vitConfigOf(arrays, { heads: 2 })).toThrow(
      expect.objectContaining({
        code: 'vit-positions',
        message: expect.stringContaining(
          `leave out the class token: ${tokens} positions make ${grid} patches`,
        ) as string,
      }),
    );
  });

  test('15 patches with a class token are believed when told', async () => {
    const config = vitConfigOf(await positioned(16), { heads: 2, grid: [3, 5] });
    expect(config).toMatchObject({ grid: [3, 5], imageSize: 80 });
  });

  test.each([
    ['cls_token', 'a ViT without a class token (it has no cls_token)'],
    ['pos_embed', 'a ViT without learned positions (it has no pos_embed)'],
  ])('names a ViT without %s', async (key, name) => {
    const arrays = new Map(await readTensors(CHECKPOINT));
    arrays.delete(key);
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
