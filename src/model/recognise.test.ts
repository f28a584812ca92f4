import { describe, expect, test } from 'vitest';
import { bytesSource } from '../checkpoint/byte-source.ts';
import { CheckpointError } from '../checkpoint/error.ts';
import type { NamedArray } from '../checkpoint/named-array.ts';
import { readCheckpoint, type Checkpoint } from '../checkpoint/read-checkpoint.ts';
import { readFixture } from '../testing/fixtures.ts';
import { recognise, type Assumption, type Overrides } from './recognise.ts';
import { readVHeatWeights } from './vheat/read.ts';
import { readVitWeights } from './vit/read.ts';

async function fixture(path: string): Promise<Checkpoint> {
  return readCheckpoint(bytesSource(await readFixture(path)));
}

function array(shape: readonly number[]): NamedArray {
  const data = new Float32Array(shape.reduce((size, n) => size * n, 1));
  return { stored: 'f32', shape, data };
}

/** A checkpoint of empty tensors under these keys. */
function keyed(...keys: string[]): Checkpoint {
  const arrays = new Map(keys.map((key) => [key, array([1])]));
  const nothing = { which: null, variants: [], prefix: '', config: null, ignored: [], objects: [] };
  return { format: 'torch-zip', arrays, unread: new Map(), ...nothing };
}

const PRE = 'vheat/pre-norm';
const POST = 'vheat/post-norm-layer-scale';

describe('a vHeat', () => {
  test.each([
    [`${PRE}/checkpoint.pth`, 'training', false, 0],
    [`${PRE}/state-dict-only.pth`, 'training', false, 1],
    [`${PRE}/checkpoint-float16.pth`, 'training', false, 1],
    [`${PRE}/checkpoint-legacy-format.pth`, 'training', false, 0],
    [`${PRE}/checkpoint-inference-form.pth`, 'inference', false, 1],
    [`${PRE}/weights.safetensors`, 'training', false, 1],
    [`${POST}/checkpoint.pth`, 'training', true, 0],
    [`${POST}/weights-ema.safetensors`, 'training', true, 1],
  ])('is recognised in %s', async (path, form, postNorm, notes) => {
    const { report, config, arrays } = recognise(await fixture(path), 'a file');
    expect(report).toMatchObject({
      file: 'a file',
      architecture: 'vheat',
      name: 'vHeat 8-16-32-64, depths 1-1-2-1',
      form,
      postNorm,
      layerScale: postNorm,
      heads: null,
      inputSize: 64,
      classes: 10,
      missing: [],
      unexpected: [],
      wrongShape: [],
    });
    expect(report.notes).toHaveLength(notes);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    if (config.architecture !== 'vheat') expect.fail('expected a vHeat');
    expect(readVHeatWeights(arrays, config).stages).toHaveLength(4);
  });

  test('says what was ignored and what could be chosen', async () => {
    const { report } = recognise(await fixture(`${POST}/checkpoint.pth`), 'x');
    expect(report.which).toBe('model');
    expect(report.variants).toEqual(['model', 'model_ema']);
    expect(report.ignored).toContain('optimizer');
  });

  test('takes post-norm from the user, then the configuration, then layer scale', async () => {
    const pre = await fixture(`${PRE}/checkpoint.pth`);
    expect(recognise(pre, 'x', { postNorm: true }).config).toMatchObject({ postNorm: true });
    const saved = { MODEL: { VHEAT: { POST_NORM: true } } };
    expect(recognise({ ...pre, config: saved }, 'x').config).toMatchObject({ postNorm: true });
    const bare = recognise({ ...pre, config: null }, 'x');
    expect(bare.config).toMatchObject({ postNorm: false });
    expect(bare.report.notes).toEqual([
      { code: 'norms-assumed', params: { postNorm: false, layerScale: false } },
    ]);
  });

  test('follows its weights where the configuration contradicts them, and says so', async () => {
    const pre = await fixture(`${PRE}/checkpoint.pth`);
    const config = {
      MODEL: { NUM_CLASSES: 1000, VHEAT: { POST_NORM: false, LAYER_SCALE: 1e-5 } },
    };
    expect(recognise({ ...pre, config }, 'x').report).toMatchObject({
      layerScale: false,
      classes: 10,
      notes: [
        { code: 'layer-scale-contradicted', params: { layerScale: false } },
        { code: 'classes-contradicted', params: { said: 1000, classes: 10 } },
      ],
    });
  });

  test('drops what profilers left behind', async () => {
    const pre = await fixture(`${PRE}/checkpoint.pth`);
    const arrays = new Map([...pre.arrays, ['total_ops', array([1])]]);
    const recognised = recognise({ ...pre, arrays }, 'x');
    expect(recognised.report.unexpected).toEqual(['total_ops']);
    expect(recognised.arrays.has('total_ops')).toBe(false);
  });

  test('can work at another input size', async () => {
    const pre = await fixture(`${PRE}/checkpoint.pth`);
    const { report, preprocess } = recognise(pre, 'x', { inputSize: 96 });
    expect(report.inputSize).toBe(96);
    expect(preprocess).toMatchObject({ resizeShorterSide: 109, centreCrop: 96 });
    expect(() => recognise(pre, 'x', { inputSize: 50 })).toThrow(
      expect.objectContaining({
        code: 'input-size',
        params: { fault: 'stride', size: 50, allowed: 32 },
      }),
    );
  });
});

describe('a ViT', () => {
  test('is recognised, its heads told', async () => {
    const vit = await fixture('vit/checkpoint.pth');
    const { report, config, arrays } = recognise(vit, 'x', { heads: 2 });
    expect(report).toMatchObject({
      architecture: 'vit',
      name: 'ViT 32 × 3, patch 16',
      form: null,
      heads: 2,
      inputSize: 64,
      classes: 10,
    });
    if (config.architecture !== 'vit') expect.fail('expected a ViT');
    expect(readVitWeights(arrays, config).blocks).toHaveLength(3);
    expect(() => recognise(vit, 'x')).toThrow(
      expect.objectContaining({ code: 'vit-heads', params: { width: 32, heads: 0.5 } }),
    );
    expect(() => recognise(vit, 'x', { heads: 2, inputSize: 96 })).toThrow(
      expect.objectContaining({
        code: 'input-size',
        params: { fault: 'fixed', size: 96, allowed: 64 },
      }),
    );
  });

  test('is told how its pictures are normalised', async () => {
    const vit = await fixture('vit/checkpoint.pth');
    const half = [0.5, 0.5, 0.5];
    const { preprocess, report } = recognise(vit, 'x', {
      heads: 2,
      grid: [4, 4],
      mean: half,
      std: half,
    });
    expect(preprocess).toMatchObject({ mean: half, std: half });
    expect(report.notes).toEqual([]);
    expect(recognise(vit, 'x', { heads: 2 }).report.notes).toHaveLength(2);
    expect(() => recognise(vit, 'x', { heads: 2, std: [1, 0, 1] })).toThrow(
      expect.objectContaining({ code: 'override', params: { what: 'std' } }),
    );
  });

  test('without a classifier is a backbone; half a classifier is none', async () => {
    const vit = await fixture('vit/checkpoint.pth');
    const less = (...gone: string[]) =>
      new Map([...vit.arrays].filter(([name]) => !gone.some((key) => name.startsWith(key))));
    const read = recognise({ ...vit, arrays: less('head.') }, 'x', { heads: 2, labels: ['a'] });
    expect(read.report).toMatchObject({
      task: 'features',
      name: 'ViT 32 × 3, patch 16, backbone',
      classes: null,
      ignored: [...vit.ignored, 'norm'],
    });
    expect(read.labels).toBeNull();
    if (read.config.architecture !== 'vit') expect.fail('expected a ViT');
    expect(readVitWeights(read.arrays, read.config).head).toBeNull();

    const half = recognise({ ...vit, arrays: less('head.weight') }, 'x', { heads: 2 });
    if (half.config.architecture !== 'vit') expect.fail('expected a ViT');
    const { arrays, config } = half;
    expect(() => readVitWeights(arrays, config)).toThrow(
      expect.objectContaining({
        code: 'weights-mismatch',
        params: {
          network: 'vit',
          fault: 'keys',
          keys: { missing: ['head.weight'], unexpected: [], wrongShape: [] },
        },
      }),
    );
    const reason = new CheckpointError('tensor-type', {
      key: 'head.weight',
      type: 'torch.QUInt8Storage',
    });
    const unread = new Map([['head.weight', reason]]);
    expect(() => recognise({ ...vit, arrays: less('head.'), unread }, 'x', { heads: 2 })).toThrow(
      reason,
    );
  });

  test.each([
    ['dist_token', 'distilled'],
    ['reg_token', 'register-tokens'],
    ['blocks.0.ls1.gamma', 'layer-scale'],
    ['blocks.0.attn.q_norm.weight', 'qk-norm'],
    ['fc_norm.weight', 'average-pool'],
  ])('with %s is named and refused', async (key, variant) => {
    const vit = await fixture('vit/checkpoint.pth');
    const arrays = new Map([...vit.arrays, [key, array([1])]]);
    expect(() => recognise({ ...vit, arrays }, 'x', { heads: 2 })).toThrow(
      expect.objectContaining({ code: 'vit-variant', params: { variant, key } }),
    );
  });
});

test.each([
  ['vheat-detector', 'backbone.layers.0.0.op.dwconv.weight'],
  ['vheat-inside', 'student.layers.0.0.op.dwconv.weight'],
  ['swin', 'layers.0.blocks.0.attn.relative_position_bias_table'],
  ['vmamba', 'layers.0.blocks.0.op.A_logs'],
  ['convnext', 'downsample_layers.0.0.weight'],
  ['convnext', 'stages.0.blocks.0.conv_dw.weight'],
  ['clip', 'visual.conv1.weight'],
  ['vit-hugging-face', 'vit.encoder.layer.0.attention.attention.query.weight'],
  ['vit-torchvision', 'encoder.layers.encoder_layer_0.ln_1.weight'],
  ['vit-inside', 'backbone.blocks.0.attn.qkv.weight'],
  ['resnet', 'layer1.0.conv1.weight'],
  ['efficientnet', 'conv_stem.weight'],
  ['convolutional-torchvision', 'features.0.weight'],
  ['language-model', 'model.layers.0.self_attn.q_proj.weight'],
])('%s is named by %s', (looksLike, key) => {
  expect(() => recognise(keyed('first.weight', key), 'x')).toThrow(
    expect.objectContaining({
      code: 'wrong-model',
      params: {
        looksLike,
        key,
        keys: {
          missing: ['patch_embed.conv1.weight', 'layers.0.0.op.dwconv.weight'],
          unexpected: ['first.weight', key],
          wrongShape: [],
        },
      },
    }),
  );
});

test('what nobody knows is described by its keys', () => {
  expect(() => recognise(keyed('a.weight', 'a.bias', 'b.weight', 'b.bias'), 'x')).toThrow(
    expect.objectContaining({
      code: 'wrong-model',
      params: {
        looksLike: null,
        key: null,
        keys: expect.objectContaining({
          unexpected: ['a.weight', 'a.bias', 'b.weight', 'b.bias'],
        }) as object,
      },
    }),
  );
});

test('labels of another number are left out, and that is said', async () => {
  const pre = await fixture(`${PRE}/checkpoint.pth`);
  const ten = Array.from({ length: 10 }, (_, i) => `label ${i}`);
  expect(recognise(pre, 'x', { labels: ten }).labels).toEqual(ten);
  const { labels, report } = recognise(pre, 'x', { labels: ['one'] });
  expect(labels).toBeNull();
  expect(report.notes).toEqual([{ code: 'labels-left-out', params: { labels: 1, classes: 10 } }]);
});

describe('what is assumed', () => {
  test.each<[string, Overrides, Assumption[]]>([
    ['vit/checkpoint.pth', { heads: 2 }, ['grid', 'normalisation']],
    ['vit/checkpoint.pth', { heads: 2, grid: [2, 8] }, ['normalisation']],
    [`${PRE}/state-dict-only.pth`, {}, ['norms']],
    [`${PRE}/state-dict-only.pth`, { postNorm: false }, []],
    [`${POST}/checkpoint.pth`, {}, []],
  ])('of %s with %j is %j', async (path, overrides, assumed) => {
    expect(recognise(await fixture(path), 'x', overrides).report.assumed).toEqual(assumed);
  });

  test('is not what the configuration in the file says', async () => {
    const vit = await fixture('vit/checkpoint.pth');
    const config = { num_heads: 2, img_size: [128, 32] };
    const { report, preprocess } = recognise({ ...vit, config }, 'x');
    expect(report).toMatchObject({ heads: 2, grid: [8, 2], inputSize: 128 });
    expect(report.assumed).toEqual(['normalisation']);
    expect(preprocess.stretchTo).toEqual({ height: 128, width: 32 });
    // A size that the weights were not made for says nothing.
    const other = recognise({ ...vit, config: { num_heads: 2, img_size: 224 } }, 'x');
    expect(other.report).toMatchObject({ grid: [4, 4], assumed: ['grid', 'normalisation'] });
  });
});

describe('a weight without numbers', () => {
  const reason = new CheckpointError('tensor-kind', { key: 'some', kind: 'sparse' });

  test.each(['blocks.2.mlp.fc2.weight', 'pos_embed', 'patch_embed.proj.weight', 'head.weight'])(
    'refuses the network that needs it: %s',
    async (key) => {
      const vit = await fixture('vit/checkpoint.pth');
      const arrays = new Map(vit.arrays);
      arrays.delete(key);
      const unread = new Map([
        [
          'other._extra_state',
          new CheckpointError('tensor-kind', { key: 'other', kind: 'sparse' }),
        ],
        [key, reason],
      ]);
      expect(() => {
        const read = recognise({ ...vit, arrays, unread }, 'x', { heads: 2 });
        if (read.config.architecture === 'vit')
          readVitWeights(read.arrays, read.config, read.unread);
      }).toThrow(reason);
    },
  );

  test('is left out where nothing needs it', async () => {
    const vit = await fixture('vit/checkpoint.pth');
    const unread = new Map([['blocks.0._extra_state', reason]]);
    const read = recognise({ ...vit, unread }, 'x', { heads: 2 });
    if (read.config.architecture !== 'vit') expect.fail('expected a ViT');
    expect(readVitWeights(read.arrays, read.config, read.unread).blocks).toHaveLength(3);
  });
});

test('means and deviations that are none are named', async () => {
  const { arrays, ...rest } = await fixture(`${PRE}/checkpoint.pth`);
  for (const wrong of [{ mean: [0, 0] }, { mean: [0, NaN, 0] }, { std: [1, 0, 1] }])
    expect(() => recognise({ ...rest, arrays }, 'a file', wrong as unknown as Overrides)).toThrow(
      expect.objectContaining({ code: 'override' }),
    );
});
