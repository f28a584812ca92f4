import { expect, test } from 'vitest';
import { refusal } from '../testing/refusal.ts';
import { bytesOf, pickle as p, torchZip } from '../testing/torch-file.ts';
import { bytesSource } from './byte-source.ts';
import { readCheckpoint } from './read-checkpoint.ts';

const AGAIN = 'Get the file from its source again.';
const DAMAGED = 'This checkpoint is damaged or was not made by PyTorch:';
const OPEN_THAT = 'Save model.state_dict() alone with torch.save and open that.';

const FOUR = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);

/** A good state_dict of one 2×2 tensor, `w`, whose parts can be replaced. */
function stateDict(
  tensor = p.tensor(p.storage('FloatStorage', '0', 4), [2, 2]),
  data: Uint8Array = FOUR,
): Uint8Array<ArrayBuffer> {
  return torchZip(p.file(p.dict(p.text('w'), tensor)), { 0: data });
}

test.each<[string, Uint8Array, string, string]>([
  [
    'a negative stride',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [2, 2], [-2, 1])),
    'pickle-malformed',
    `${DAMAGED} a tensor has a negative stride or is not described as PyTorch does. ${AGAIN}`,
  ],
  [
    'a negative offset',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [2], [1], -1)),
    'pickle-malformed',
    `${DAMAGED} a tensor has a negative stride or is not described as PyTorch does. ${AGAIN}`,
  ],
  [
    'more strides than dimensions',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [2], [2, 1])),
    'pickle-malformed',
    `${DAMAGED} a tensor has a negative stride or is not described as PyTorch does. ${AGAIN}`,
  ],
  [
    'a zero stride',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [1000000000, 4], [0, 1])),
    'tensor-overlap',
    'The tensor "w" uses the same number at several places, which weights do not. Call .contiguous() on it, save the checkpoint again and open that.',
  ],
  [
    'overlapping rows',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [3, 2], [1, 1])),
    'tensor-overlap',
    'The tensor "w" uses the same number at several places, which weights do not. Call .contiguous() on it, save the checkpoint again and open that.',
  ],
  [
    'an offset past the end',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [2], [1], 3)),
    'tensor-bounds',
    'The tensor "w" reaches past the end of its data. The file is damaged: get it again.',
  ],
  [
    'more elements than its storage',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [5])),
    'tensor-bounds',
    'The tensor "w" reaches past the end of its data. The file is damaged: get it again.',
  ],
  [
    'more elements than numbers can count',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [2 ** 30, 2 ** 30], [2 ** 30, 1])),
    'tensor-bounds',
    'The tensor "w" reaches past the end of its data. The file is damaged: get it again.',
  ],
  [
    'a storage of another length',
    stateDict(undefined, FOUR.subarray(0, 12)),
    'pickle-malformed',
    `${DAMAGED} storage 0 has 12 bytes instead of 16. ${AGAIN}`,
  ],
  [
    'a storage of another type',
    stateDict(p.tensor(p.storage('HalfStorage', '0', 4), [4])),
    'pickle-malformed',
    `${DAMAGED} storage 0 has 16 bytes instead of 8. ${AGAIN}`,
  ],
  [
    'no storage',
    stateDict(p.tensor(p.storage('FloatStorage', '../data.pkl', 4), [4])),
    'pickle-malformed',
    `${DAMAGED} storage ../data.pkl is missing. ${AGAIN}`,
  ],
  [
    'complex numbers',
    stateDict(p.tensor(p.storage('ComplexFloatStorage', '0', 2), [2])),
    'tensor-type',
    'The tensor "w" is a torch.ComplexFloatStorage, an element type that this app does not read. Convert the model to float32 and save it again.',
  ],
  [
    'a storage described in two ways',
    torchZip(
      p.file(
        p.dict(
          p.text('a'),
          p.tensor(p.storage('FloatStorage', '0', 4), [4]),
          p.text('b'),
          p.tensor(p.storage('HalfStorage', '0', 8), [8]),
        ),
      ),
      { 0: FOUR },
    ),
    'pickle-malformed',
    `${DAMAGED} storage 0 is described in two ways. ${AGAIN}`,
  ],
  [
    'one storage a thousand times',
    torchZip(
      p.file(
        p.dict(
          ...Array.from({ length: 1000 }, (_, i) =>
            bytesOf(p.text(`w${i}`), p.tensor(p.storage('FloatStorage', '0', 50000), [50000])),
          ),
        ),
      ),
      { 0: new Uint8Array(200_000) },
    ),
    'tensor-total',
    `The tensors of this checkpoint would need more than 8 times the memory of the file; it is refused. ${OPEN_THAT}`,
  ],
])('a tensor with %s is refused', async (_, file, code, message) => {
  expect(await refusal(file)).toEqual({ code, message });
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
