import { describe, expect, test } from 'vitest';
import { readFixture } from '../testing/fixtures.ts';
import { refusal } from '../testing/refusal.ts';
import { bytesOf, pickle as p, torchZip } from '../testing/torch-file.ts';
import { bytesSource } from './byte-source.ts';
import { knownGlobal } from './pickle-globals.ts';
import { readCheckpoint } from './read-checkpoint.ts';

/** Reads what PyTorch's restricted reader reads: `torch.load(weights_only=True)` is the oracle. */
const read = async (path: string) =>
  readCheckpoint(bytesSource(await readFixture(`torch/${path}`)));

async function json(path: string): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await readFixture(`torch/${path}`)));
}

test('every global that the restricted reader allows is known', async () => {
  const names = (await json('allowed-globals.json')) as string[];
  expect(names.length).toBeGreaterThan(100);
  const unknown = names.filter((path) => {
    const dot = path.lastIndexOf('.');
    return knownGlobal(path.slice(0, dot), path.slice(dot + 1)) === null;
  });
  expect(unknown).toEqual([]);
});

test.each([
  ...['kinds.pth', 'kinds-protocol-4.pth', 'kinds-protocol-5.pth', 'kinds-legacy.pth'],
  ...['repacked-mac.pth', 'repacked-streamed.pth', 'repacked-flat.pth', 'repacked-stored.pth'],
])('every kind of tensor in %s has PyTorch’s numbers', async (path) => {
  const expected = Object.entries(
    (await json('kinds.json')) as Record<string, { shape: number[]; values: number[] }>,
  );
  const { arrays, unread, objects } = await read(path);
  expect([...unread.keys()]).toEqual([]);
  expect(objects).toEqual([]);
  expect(arrays.size).toBeGreaterThan(20);
  const seen = expected.filter(([name]) => arrays.has(name));
  expect(seen).toHaveLength(arrays.size);
  if (path !== 'kinds-legacy.pth') expect(seen).toHaveLength(expected.length);
  for (const [name, { shape, values }] of seen) {
    expect(arrays.get(name)?.shape, name).toEqual(shape);
    expect([...(arrays.get(name)?.data ?? [])], name).toEqual(values.map(Math.fround));
  }
});

test('everything else may lie beside the weights', async () => {
  const { arrays, ignored, objects, which, variants } = await read('leftovers.pth');
  expect([...arrays.keys()]).toEqual(['weight']);
  expect({ which, variants }).toEqual({ which: 'model', variants: ['model'] });
  expect(ignored).toEqual(
    expect.arrayContaining(['coo', 'csr', 'nested', 'quantized', 'meta', 'conj', 'storage', 'big']),
  );
  expect(objects).toEqual([]);
});

const storage = p.storage('FloatStorage', '0', 4);
const DATA = { 0: new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer) };
const weights = (...entries: Parameters<typeof p.dict>) =>
  torchZip(p.file(p.dict(...entries)), DATA);

describe('a weight of a kind that is not read is named', () => {
  test.each([
    ['_rebuild_sparse_tensor', 'sparse'],
    ['_rebuild_qtensor', 'quantized'],
    ['_rebuild_nested_tensor', 'nested'],
    ['_rebuild_meta_tensor_no_storage', 'meta'],
  ])('%s', async (name, kind) => {
    const made = p.call(p.global('torch._utils', name));
    const file = weights(p.text('w'), p.tensor(storage, [4]), p.text('x'), made);
    const { unread, arrays } = await readCheckpoint(bytesSource(file));
    expect([...arrays.keys()]).toEqual(['w']);
    expect(unread.get('x')).toMatchObject({ code: 'tensor-kind' });
    expect(await refusal(weights(p.text('x'), made))).toEqual({
      code: 'tensor-kind',
      params: { key: 'x', kind },
    });
  });
});

test('a tensor of old files, made empty and set afterwards, is read wherever it is named', async () => {
  const old = bytesOf(
    p.global('torch', 'FloatTensor'),
    ')',
    0x81,
    'q',
    9,
    p.tuple(storage, p.int(1), p.tuple(p.int(3)), p.tuple(p.int(1))),
    'b',
  );
  const file = weights(p.text('a'), old, p.text('b'), bytesOf('h', 9));
  const { arrays } = await readCheckpoint(bytesSource(file));
  expect([...arrays].map(([name, { data }]) => [name, [...data]])).toEqual([
    ['a', [2, 3, 4]],
    ['b', [2, 3, 4]],
  ]);
});
