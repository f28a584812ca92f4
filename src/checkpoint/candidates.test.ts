import { describe, expect, test } from 'vitest';
import { networkPrefixes } from '../model/network-prefixes.ts';
import { readFixture } from '../testing/fixtures.ts';
import { pickle as p, torchZip } from '../testing/torch-file.ts';
import { bytesSource } from './byte-source.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { writeSafetensors } from './safetensors.ts';

const VIT = ['cls_token', 'patch_embed.proj.weight', 'blocks.0.attn.qkv.weight', 'head.weight'];
const HEADLESS = VIT.slice(0, 3);

type Tree = readonly string[] | { readonly [name: string]: Tree };

const isNames = (tree: Tree): tree is readonly string[] => Array.isArray(tree);

/** A dict of dicts; a list of names is a dict of tensors. */
function dict(tree: Tree): Uint8Array {
  const entries: [string, Uint8Array][] = isNames(tree)
    ? tree.map((name) => [name, p.tensor(p.storage('FloatStorage', '0', 1), [1])])
    : Object.entries(tree).map(([name, inner]) => [name, dict(inner)]);
  return p.dict(...entries.flatMap(([name, value]) => [p.text(name), value]));
}

function open(tree: Tree, variant?: string) {
  const file = torchZip(p.file(dict(tree)), { 0: new Uint8Array(4) });
  return readCheckpoint(bytesSource(file), { variant, networks: networkPrefixes });
}

const under = (prefix: string, names: readonly string[] = VIT) => names.map((n) => prefix + n);

describe('a prefix that all weights share is taken off', () => {
  test.each([
    'model.',
    'backbone.',
    'model._orig_mod.',
    '_orig_mod.module.',
    'module.module.',
    'student.',
    'encoder.',
    'net.module.',
    'model.model.backbone.',
    '0.',
    '_fsdp_wrapped_module.',
  ])('%s', async (prefix) => {
    for (const tree of [under(prefix), { state_dict: under(prefix), epoch: [] }]) {
      const checkpoint = await open(tree);
      expect([...checkpoint.arrays.keys()]).toEqual(VIT);
      expect(checkpoint.prefix).toBe(prefix.replace('model._orig_mod.', 'model.'));
      expect(checkpoint.variants).toEqual(Array.isArray(tree) ? [] : ['state_dict']);
    }
  });

  test('from a network without its classifier as well', async () => {
    expect([...(await open(under('backbone.', HEADLESS))).arrays.keys()]).toEqual(HEADLESS);
  });

  test('from safetensors', async () => {
    const array = { stored: 'f32', shape: [1], data: new Float32Array(1) } as const;
    const arrays = new Map(under('model.').map((name) => [name, array]));
    const source = bytesSource(writeSafetensors(arrays, { dtype: 'f32' }));
    const { arrays: read, prefix } = await readCheckpoint(source, { networks: networkPrefixes });
    expect([...read.keys()]).toEqual(VIT);
    expect(prefix).toBe('model.');
  });

  test('and what wrappers put in the middle of names', async () => {
    const names = VIT.map((name) => name.replace('blocks.0.', 'blocks.0._orig_mod.'));
    expect([...(await open(names)).arrays.keys()]).toEqual(VIT);
  });

  test.each(['epoch=9-step=1560.ckpt', 'backbone.pth'])('in %s', async (path) => {
    const source = bytesSource(await readFixture(`cases/${path}`));
    const { arrays } = await readCheckpoint(source, { networks: networkPrefixes });
    expect([...arrays.keys()].slice(0, 3)).toEqual([
      'cls_token',
      'pos_embed',
      'patch_embed.proj.weight',
    ]);
  });
});

describe('several sets of weights are a choice', () => {
  test.each<[string, Tree, string | null, string[], string[]]>([
    ['entries', { model: VIT, model_ema: VIT }, 'model', ['model', 'model_ema'], []],
    [
      'of a student and its teacher',
      { student: VIT, teacher: VIT, dino_loss: ['center'] },
      'teacher',
      ['student', 'teacher'],
      ['dino_loss'],
    ],
    [
      'entries inside entries',
      { checkpoint: { model: VIT, ema: { shadow: VIT } }, optimizer: { state: ['x'] } },
      'checkpoint.model',
      ['checkpoint.model', 'checkpoint.ema.shadow'],
      ['optimizer'],
    ],
    [
      'prefixes',
      { state_dict: [...under('model.'), ...under('model_ema.module.'), 'criterion.weight'] },
      'state_dict.model',
      ['state_dict.model', 'state_dict.model_ema.module'],
      ['criterion'],
    ],
    [
      'prefixes in the file itself',
      [...under('student.'), ...under('teacher.')],
      'teacher',
      ['student', 'teacher'],
      [],
    ],
    ['one inside the other', [...VIT, ...under('ema.')], null, ['ema'], []],
    ['an average with its counter', ['n_averaged', ...under('module.')], null, [], ['n_averaged']],
  ])('%s', async (_, tree, which, variants, ignored) => {
    const checkpoint = await open(tree);
    expect(checkpoint).toMatchObject({ which, variants, ignored });
    for (const variant of variants) {
      const chosen = await open(tree, variant);
      expect(chosen.which).toBe(variant);
      expect([...chosen.arrays.keys()]).toEqual(VIT);
    }
  });

  test('told by the last part of its name where that is enough', async () => {
    const tree = { checkpoint: { model: VIT, model_ema: VIT } };
    expect((await open(tree, 'model_ema')).which).toBe('checkpoint.model_ema');
    await expect(open(tree, 'teacher')).rejects.toMatchObject({
      code: 'no-variant',
      params: { variant: 'teacher', variants: ['checkpoint.model', 'checkpoint.model_ema'] },
    });
  });

  test('but a network that is a part of another model is none', async () => {
    const names = [...under('backbone.', HEADLESS), 'neck.conv.weight', 'rpn.conv.weight'];
    expect(await open({ state_dict: names })).toMatchObject({
      which: 'state_dict',
      prefix: '',
      variants: ['state_dict'],
    });
  });
});
