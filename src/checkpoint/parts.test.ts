import { describe, expect, test } from 'vitest';
import { readFixture } from '../testing/fixtures.ts';
import { pickle as p, torchZip } from '../testing/torch-file.ts';
import { blobSource, bytesSource } from './byte-source.ts';
import { areParts, joinParts, partName, splitParts } from './parts.ts';
import { readCheckpoint, readParts } from './read-checkpoint.ts';
import { safetensorsFile } from '../testing/bad-files/safetensors.ts';

const FIRST = 'model-00001-of-00002.safetensors';
const SECOND = 'model-00002-of-00002.safetensors';
const INDEX = 'model.safetensors.index.json';

async function blobs(...names: string[]) {
  return Promise.all(
    names.map(async (name) => ({ name, blob: new Blob([await readFixture(`cases/${name}`)]) })),
  );
}

const open = async (...names: string[]) =>
  readCheckpoint(blobSource(joinParts(await blobs(...names))));

describe('the parts of a model', () => {
  test.each([
    ['in order', [FIRST, SECOND]],
    ['in another order', [SECOND, FIRST]],
    ['with their index', [INDEX, SECOND, FIRST]],
  ])('are one checkpoint: %s', async (_, names) => {
    const { arrays, format, ignored } = await open(...names);
    expect(format).toBe('safetensors');
    expect(ignored).toEqual([]);
    const first = await readCheckpoint(bytesSource(await readFixture(`cases/${FIRST}`)));
    const second = await readCheckpoint(bytesSource(await readFixture(`cases/${SECOND}`)));
    expect([...arrays]).toEqual([...first.arrays, ...second.arrays]);
  });

  test('tell which is missing', async () => {
    await expect(open(SECOND, INDEX)).rejects.toMatchObject({
      code: 'part-missing',
      params: { parts: 2, missing: [FIRST] },
    });
    await expect(open(SECOND, SECOND)).rejects.toMatchObject({ code: 'part-missing' });
    await expect(open(INDEX)).rejects.toMatchObject({
      code: 'part-missing',
      params: { parts: 2, missing: [FIRST, SECOND] },
    });
  });

  test('may be of PyTorch', async () => {
    const part = (key: string, value: number) =>
      torchZip(p.file(p.dict(p.text(key), p.tensor(p.storage('FloatStorage', '0', 1), [1]))), {
        0: new Uint8Array(Float32Array.of(value).buffer),
      });
    const { arrays, format } = await readParts([
      { name: 'pytorch_model-00001-of-00002.bin', source: bytesSource(part('a', 1)) },
      { name: 'pytorch_model-00002-of-00002.bin', source: bytesSource(part('b', 2)) },
    ]);
    expect(format).toBe('torch-zip');
    expect([...arrays].map(([key, { data }]) => [key, ...data])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  test('do not overlap', async () => {
    const source = bytesSource(await readFixture(`cases/${FIRST}`));
    await expect(
      readParts([
        { name: FIRST, source },
        { name: SECOND, source },
      ]),
    ).rejects.toMatchObject({ code: 'part-twice' });
    await expect(open(FIRST, SECOND, SECOND)).rejects.toMatchObject({ code: 'part-twice' });
  });

  test('keep what does not belong to them out', async () => {
    const [first, second] = await blobs(FIRST, SECOND);
    const stranger = { name: 'other.safetensors', blob: new Blob([safetensorsFile({})]) };
    const { ignored } = await readCheckpoint(blobSource(joinParts([first, second, stranger])));
    expect(ignored).toEqual(['other.safetensors']);
  });

  test('come with an index that is one', async () => {
    for (const text of ['', 'null', '[]', '{"weight_map": 3}', '{"weight_map": {"a": 3}}']) {
      const parts = [{ name: 'x.index.json', blob: new Blob([text]) }];
      await expect(readCheckpoint(blobSource(joinParts(parts)))).rejects.toMatchObject({
        code: 'part-index',
      });
    }
  });
});

test('files as one are the files again, and what only looks like them is refused', async () => {
  const joined = joinParts(await blobs(FIRST, INDEX));
  const bytes = new Uint8Array(await joined.arrayBuffer());
  expect(areParts(bytes)).toBe(true);
  const parts = await splitParts(bytesSource(bytes));
  for (const { name, source } of parts)
    expect(await source.slice(0, source.size)).toEqual(await readFixture(`cases/${name}`));
  for (const damaged of [bytes.slice(0, -1), bytes.slice(0, 30), bytes.slice(0, 12)])
    await expect(readCheckpoint(bytesSource(damaged))).rejects.toMatchObject({
      code: 'part-index',
    });
  await expect(
    readCheckpoint(bytesSource(bytes.map((byte, i) => (i > 11 && i < 16 ? 255 : byte)))),
  ).rejects.toMatchObject({ code: 'part-index' });
});

test('names tell parts from whole files', () => {
  expect(partName(FIRST)).toEqual({ whole: 'model.safetensors', index: 1, total: 2 });
  expect(partName('model-00001-of-00001.safetensors')).toBeNull();
  expect(partName('model.safetensors')).toBeNull();
});
