import { describe, expect, test } from 'vitest';
import { bytesSource } from '../checkpoint/byte-source.ts';
import type { NamedArrays } from '../checkpoint/named-array.ts';
import { readCheckpoint } from '../checkpoint/read-checkpoint.ts';
import { writeSafetensors } from '../checkpoint/safetensors.ts';
import { asDetector, randomBackbone } from '../testing/random-backbone.ts';
import { networkPrefixes } from './network-prefixes.ts';
import { recognise, type Overrides, type Recognised } from './recognise.ts';
import { readVHeatWeights } from './vheat/read.ts';

async function read(arrays: NamedArrays, overrides?: Overrides): Promise<Recognised> {
  const file = bytesSource(writeSafetensors(arrays, { dtype: 'f32' }));
  const checkpoint = await readCheckpoint(file, { networks: networkPrefixes });
  return recognise(checkpoint, 'epoch_12.pth', overrides);
}

function grids({ arrays, config }: Recognised): number[][] {
  if (config.architecture !== 'vheat') expect.fail('expected a vHeat');
  const { head, stages } = readVHeatWeights(arrays, config);
  expect(head).toBeNull();
  return stages.map(({ blocks }) => blocks[0].k.shape.slice(0, 2));
}

describe('the backbone of a vHeat', () => {
  test('of a detector opens at the size of its frequency maps; what stands on it is named', async () => {
    const recognised = await read(asDetector(randomBackbone([16, 24], 3)));
    expect(recognised.report).toMatchObject({
      architecture: 'vheat',
      task: 'features',
      prefix: 'backbone.',
      name: 'vHeat 8-16-32-64, depths 1-1-2-1, backbone',
      classes: null,
      inputSize: 96,
      input: { height: 64, width: 96 },
      missing: [],
      unexpected: [],
    });
    expect(recognised.report.ignored).toEqual([
      ...['neck', 'rpn_head', 'roi_head'],
      ...[0, 1, 2, 3].map((stage) => `backbone.outnorm${stage}`),
    ]);
    expect(recognised.preprocess.stretchTo).toEqual({ height: 64, width: 96 });
    expect(recognised.config).toMatchObject({ resize: 'bicubic' });
    expect(grids(recognised)).toEqual([
      [16, 24],
      [8, 12],
      [4, 6],
      [2, 3],
    ]);
  });

  test('of a segmenter that wrappers surround opens as well, and one alone', async () => {
    const backbone = randomBackbone([16, 16], 3);
    const segmenter = new Map(
      [...asDetector(backbone)].map(([key, array]) => [
        `module.${key.replace('rpn_head', 'decode_head')}`,
        array,
      ]),
    );
    const { report } = await read(segmenter);
    expect(report).toMatchObject({ prefix: 'module.backbone.', inputSize: 64 });
    expect(report.ignored).toContain('decode_head');
    const bare = await read(backbone);
    expect(bare.report).toMatchObject({ task: 'features', prefix: '', ignored: [] });
    expect(grids(bare)[3]).toEqual([2, 2]);
  });

  test('opens at another size on request: its frequency maps are resized', async () => {
    const recognised = await read(asDetector(randomBackbone([16, 24], 3)), { inputSize: 128 });
    expect(recognised.report.input).toEqual({ height: 128, width: 128 });
    expect(grids(recognised)[0]).toEqual([32, 32]);
  });

  test('whose frequency maps do not divide into tokens is resized to those that do, and says so', async () => {
    const recognised = await read(randomBackbone([50, 84], 3));
    expect(recognised.report.input).toEqual({ height: 192, width: 352 });
    expect(grids(recognised)).toEqual([
      [48, 88],
      [24, 44],
      [12, 22],
      [6, 11],
    ]);
    expect(recognised.report.notes).toContainEqual({
      code: 'maps-resized',
      params: { made: { width: 336, height: 200 }, used: { width: 352, height: 192 } },
    });
  });

  test('with keys that no vHeat has is refused', async () => {
    const { arrays, config } = await read(
      new Map([
        ...asDetector(randomBackbone([16, 16], 3)),
        ['backbone.adapter.weight', { stored: 'f32', shape: [1], data: new Float32Array(1) }],
      ]),
    );
    if (config.architecture !== 'vheat') expect.fail('expected a vHeat');
    expect(() => readVHeatWeights(arrays, config)).toThrow(
      expect.objectContaining({
        code: 'weights-mismatch',
        params: {
          network: 'vheat',
          fault: 'keys',
          keys: { missing: [], unexpected: ['adapter.weight'], wrongShape: [] },
        },
      }),
    );
  });
});
