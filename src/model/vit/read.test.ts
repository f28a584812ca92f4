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
    ['reg_token', 'register-tokens'],
    ['blocks.0.ls1.gamma', 'layer-scale'],
    ['blocks.0.attn.q_norm.weight', 'qk-norm'],
    ['fc_norm.weight', 'average-pool'],
    ['norm_pre.weight', 'norm-before'],
  ])('names and refuses the variant with %s', async (key, variant) => {
    const arrays = new Map([...(await readTensors(CHECKPOINT)), [key, one]]);
    expect(() => vitConfigOf(arrays, { heads: 2 })).toThrow(
      expect.objectContaining({
        code: 'vit-variant',
        params: { variant, key },
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
        params: {
          patches: 16,
          grid: [5, 3],
          grids: [
            [4, 4],
            [8, 2],
            [2, 8],
            [16, 1],
            [1, 16],
          ],
        },
      }),
    );
  });

  test.each([
    [16, [4, 4]],
    [196, [14, 14]],
    [128, [16, 8]],
    [24, [6, 4]],
  ])('%i positions are those of %j patches without a class token', async (tokens, grid) => {
    const arrays = await positioned(tokens);
    expect(() => vitConfigOf(arrays, { heads: 2 })).toThrow(
      expect.objectContaining({
        code: 'vit-positions',
        params: { positions: tokens, grid },
      }),
    );
  });

  test('15 patches with a class token are believed when told', async () => {
    const config = vitConfigOf(await positioned(16), { heads: 2, grid: [3, 5] });
    expect(config).toMatchObject({ grid: [3, 5], imageSize: 80 });
  });

  test.each([
    ['cls_token', 'no-class-token'],
    ['pos_embed', 'no-positions'],
  ])('names a ViT without %s', async (key, variant) => {
    const arrays = new Map(await readTensors(CHECKPOINT));
    arrays.delete(key);
    expect(() => vitConfigOf(arrays, { heads: 2 })).toThrow(
      expect.objectContaining({
        code: 'vit-variant',
        params: { variant, key },
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
    expect.objectContaining({
      code: 'weights-mismatch',
      params: {
        network: 'vit',
        fault: 'keys',
        keys: { missing: ['blocks.1.attn.proj.bias'], unexpected: [], wrongShape: [] },
      },
    }),
  );
});
