import { expect, test } from 'vitest';
import { BAD_TENSORS } from '../testing/bad-files/tensors.ts';
import { refusal } from '../testing/refusal.ts';
import { bytesOf, pickle as p, torchZip } from '../testing/torch-file.ts';
import { bytesSource } from './byte-source.ts';
import { readCheckpoint } from './read-checkpoint.ts';

const FOUR = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);

test.each(BAD_TENSORS)('a tensor with %s is refused', async (_, file, error) => {
  expect(await refusal(file)).toEqual(error);
});

test('tied and non-contiguous tensors are copied right', async () => {
  const storage = p.storage('FloatStorage', '0', 6);
  const file = torchZip(
    p.file(
      p.dict(
        p.text('row-major'),
        p.tensor(storage, [2, 3]),
        p.text('transposed'),
        p.tensor(storage, [3, 2], [1, 3]),
        p.text('second column'),
        p.tensor(storage, [2], [3], 1),
        p.text('tied'),
        p.tensor(storage, [6]),
        p.text('scalar'),
        p.tensor(storage, [], [], 5),
        p.text('none'),
        p.tensor(storage, [0, 3]),
        p.text('channels last'),
        p.tensor(storage, [1, 3, 2, 1], [6, 1, 3, 3]),
      ),
    ),
    { 0: new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer) },
  );
  const { arrays } = await readCheckpoint(bytesSource(file));
  expect([...arrays].map(([name, { shape, data }]) => [name, shape, [...data]])).toEqual([
    ['row-major', [2, 3], [1, 2, 3, 4, 5, 6]],
    ['transposed', [3, 2], [1, 4, 2, 5, 3, 6]],
    ['second column', [2], [2, 5]],
    ['tied', [6], [1, 2, 3, 4, 5, 6]],
    ['scalar', [], [6]],
    ['none', [0, 3], []],
    ['channels last', [1, 3, 2, 1], [1, 4, 2, 5, 3, 6]],
  ]);
  expect(arrays.get('tied')?.data.buffer).not.toBe(arrays.get('row-major')?.data.buffer);
});

test('training extras are skipped, wrapped weights unwrapped', async () => {
  const numpyScalar = p.call(
    p.global('numpy._core.multiarray', 'scalar'),
    p.call(p.global('numpy', 'dtype'), p.text('f8')),
    p.call(p.global('_codecs', 'encode'), p.text('x'), p.text('latin1')),
  );
  const namespace = bytesOf(
    p.global('argparse', 'Namespace'),
    ')',
    0x81,
    p.dict(
      p.text('lr'),
      p.int(3),
      p.text('best'),
      numpyScalar,
      p.text('size'),
      p.tuple(p.int(1), 'N'),
    ),
    'b',
  );
  const parameter = p.call(
    p.global('torch._utils', '_rebuild_parameter'),
    p.tensor(p.storage('FloatStorage', '0', 4), [2, 2]),
    0x88,
    p.call(p.global('collections', 'OrderedDict')),
  );
  const weights = bytesOf(
    p.call(p.global('collections', 'OrderedDict')),
    '(',
    p.text('module._orig_mod.w'),
    parameter,
    'u',
    p.dict(p.text('_metadata'), 'N'),
    'b',
  );
  const file = torchZip(
    p.file(
      p.dict(p.text('best'), numpyScalar, p.text('args'), namespace, p.text('state_dict'), weights),
    ),
    { 0: FOUR },
  );
  const checkpoint = await readCheckpoint(bytesSource(file));
  expect([...checkpoint.arrays.keys()]).toEqual(['w']);
  expect(checkpoint).toMatchObject({
    which: 'state_dict',
    ignored: ['best'],
    config: { lr: 3, best: '<numpy._core.multiarray.scalar>', size: [1, null] },
  });
});
