import { bytesOf, pickle as p, torchZip } from '../torch-file.ts';
import type { BadFile } from './bad-file.ts';

const FOUR = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);

/** A good state_dict of one 2×2 tensor, `w`, whose parts can be replaced. */
function stateDict(
  tensor = p.tensor(p.storage('FloatStorage', '0', 4), [2, 2]),
  data: Uint8Array = FOUR,
): Uint8Array<ArrayBuffer> {
  return torchZip(p.file(p.dict(p.text('w'), tensor)), { 0: data });
}

/** Checkpoints whose tensors contradict their data. */
export const BAD_TENSORS: readonly BadFile[] = [
  [
    'a negative stride',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [2, 2], [-2, 1])),
    { code: 'pickle-malformed', params: { fault: { code: 'tensor-form', params: {} } } },
  ],
  [
    'a negative offset',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [2], [1], -1)),
    { code: 'pickle-malformed', params: { fault: { code: 'tensor-form', params: {} } } },
  ],
  [
    'more strides than dimensions',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [2], [2, 1])),
    { code: 'pickle-malformed', params: { fault: { code: 'tensor-form', params: {} } } },
  ],
  [
    'a stride of zero over a billion rows',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [1000000000, 4], [0, 1])),
    { code: 'tensor-total', params: { times: 8 } },
  ],
  [
    'an offset past the end',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [2], [1], 3)),
    { code: 'tensor-bounds', params: { tensor: 'w' } },
  ],
  [
    'more elements than its storage',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [5])),
    { code: 'tensor-bounds', params: { tensor: 'w' } },
  ],
  [
    'more elements than numbers can count',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [2 ** 30, 2 ** 30], [2 ** 30, 1])),
    { code: 'tensor-bounds', params: { tensor: 'w' } },
  ],
  [
    'a storage of another length',
    stateDict(undefined, FOUR.subarray(0, 12)),
    {
      code: 'pickle-malformed',
      params: {
        fault: { code: 'storage-size', params: { storage: '0', bytes: 12, expected: 16 } },
      },
    },
  ],
  [
    'a storage of another type',
    stateDict(p.tensor(p.storage('HalfStorage', '0', 4), [4])),
    {
      code: 'pickle-malformed',
      params: { fault: { code: 'storage-size', params: { storage: '0', bytes: 16, expected: 8 } } },
    },
  ],
  [
    'no storage',
    stateDict(p.tensor(p.storage('FloatStorage', '../data.pkl', 4), [4])),
    {
      code: 'pickle-malformed',
      params: { fault: { code: 'storage-missing', params: { storage: '../data.pkl' } } },
    },
  ],
  [
    'complex numbers',
    stateDict(p.tensor(p.storage('ComplexFloatStorage', '0', 2), [2])),
    { code: 'tensor-type', params: { key: 'w', type: 'torch.ComplexFloatStorage' } },
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
    {
      code: 'pickle-malformed',
      params: { fault: { code: 'storage-twice', params: { storage: '0' } } },
    },
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
    { code: 'tensor-total', params: { times: 8 } },
  ],
];
