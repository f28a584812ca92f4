import { bytesOf, pickle as p, torchZip } from '../torch-file.ts';
import { AGAIN, DAMAGED, OPEN_THAT, type BadFile } from './bad-file.ts';

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
    'a stride of zero over a billion rows',
    stateDict(p.tensor(p.storage('FloatStorage', '0', 4), [1000000000, 4], [0, 1])),
    'tensor-total',
    `The tensors of this checkpoint would need more than 8 times the memory of the file; it is refused. ${OPEN_THAT}`,
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
];
