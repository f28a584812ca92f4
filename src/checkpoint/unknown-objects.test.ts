import { describe, expect, test } from 'vitest';
import { readFixture } from '../testing/fixtures.ts';
import { refusal } from '../testing/refusal.ts';
import { bytesOf, pickle as p, torchZip } from '../testing/torch-file.ts';
import { bytesSource } from './byte-source.ts';
import { readCheckpoint } from './read-checkpoint.ts';

const DATA = { 0: new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer) };
const good = p.dict(p.text('w'), p.tensor(p.storage('FloatStorage', '0', 4), [4]));

/** Good weights in `model` with something beside them. */
const beside = (...leftover: Parameters<typeof bytesOf>) =>
  torchZip(p.file(p.dict(p.text('model'), good, p.text('extra'), bytesOf(...leftover))), DATA);

test.each([
  ['posixpath.pth', ['pathlib.PosixPath'], []],
  ['defaultdict.pth', ['collections.defaultdict', '__builtin__.list'], ['history']],
  ['omegaconf.pth', ['omegaconf.dictconfig.DictConfig'], ['cfg']],
])('%s opens, with its leftover named as not made', async (path, objects, ignored) => {
  const checkpoint = await readCheckpoint(bytesSource(await readFixture(`cases/${path}`)));
  expect([...checkpoint.objects].sort()).toEqual([...objects].sort());
  expect(checkpoint.ignored).toEqual(expect.arrayContaining(ignored));
  expect(checkpoint.arrays.size).toBe(20);
});

describe('an unknown object swallows whatever is done with it', () => {
  const unknown = p.global('my.lib', 'Thing');
  test.each<[string, Uint8Array]>([
    ['named', beside(unknown)],
    ['called', beside(p.call(unknown, p.int(1)))],
    ['called by what a call gave', beside(p.call(p.call(unknown), p.int(1)))],
    ['instantiated', beside(unknown, ')', 0x81)],
    ['instantiated with keywords', beside(unknown, ')', '}', 0x92)],
    ['given attributes', beside(unknown, ')', 0x81, '}b')],
    ['given a state of a tuple', beside(unknown, ')', 0x81, 'N}', 0x86, 'b')],
    ['filled as a dict', beside(unknown, ')', 0x81, '(', p.text('a'), 'Nu')],
    ['filled item by item', beside(unknown, ')', 0x81, p.text('a'), 'Ns')],
    ['filled as a list', beside(unknown, ')', 0x81, '(NNeNa')],
    ['filled as a set', beside(unknown, ')', 0x81, '(NN', 0x90)],
    ['given to a known class', beside(p.call(p.global('collections', 'OrderedDict'), unknown))],
    ['used as a key', beside('}', unknown, 'Ns')],
  ])('%s', async (_, file) => {
    const { arrays, objects } = await readCheckpoint(bytesSource(file));
    expect([...(arrays.get('w')?.data ?? [])]).toEqual([1, 2, 3, 4]);
    expect(objects).toEqual(['my.lib.Thing']);
  });
});

describe('weights that depend on an unknown object are refused by its name', () => {
  const rebuilt = p.call(p.global('my.lib', 'rebuild'), p.int(1));

  test('one among others, only for who needs it', async () => {
    const file = torchZip(
      p.file(
        p.dict(
          p.text('w'),
          p.tensor(p.storage('FloatStorage', '0', 4), [4]),
          p.text('w._extra_state'),
          rebuilt,
        ),
      ),
      DATA,
    );
    const { unread, ignored, arrays } = await readCheckpoint(bytesSource(file));
    expect([...arrays.keys()]).toEqual(['w']);
    expect(ignored).toEqual(['w._extra_state']);
    expect(unread.get('w._extra_state')).toMatchObject({
      code: 'pickle-forbidden',
      params: { object: 'my.lib.rebuild', key: 'w._extra_state' },
    });
  });

  test.each<[string, Uint8Array]>([
    ['all of them', torchZip(p.file(p.dict(p.text('w'), rebuilt)))],
    [
      'a tensor of an unknown class',
      torchZip(
        p.file(
          p.dict(
            p.text('w'),
            p.call(
              p.global('torch._tensor', '_rebuild_from_type_v2'),
              p.global('torch._utils', '_rebuild_tensor_v2'),
              p.global('my.lib', 'rebuild'),
              p.tuple(
                ...[p.storage('FloatStorage', '0', 4), p.int(0)],
                ...[p.tuple(p.int(4)), p.tuple(p.int(1)), 0x89, '}'],
              ),
              '}',
            ),
          ),
        ),
        DATA,
      ),
    ],
    [
      'a parameter of one',
      torchZip(
        p.file(
          p.dict(
            p.text('w'),
            p.call(p.global('torch._utils', '_rebuild_parameter'), rebuilt, 0x88, '}'),
          ),
        ),
      ),
    ],
  ])('%s', async (_, file) => {
    expect(await refusal(file)).toMatchObject({
      code: 'pickle-forbidden',
      params: { object: 'my.lib.rebuild' },
    });
  });

  test('a whole model, pickled', async () => {
    const file = torchZip(
      p.file(p.dict(p.text('model'), bytesOf(p.global('my.nets', 'Net'), ')', 0x81, '}b'))),
    );
    expect(await refusal(file)).toMatchObject({
      code: 'pickle-forbidden',
      params: { object: 'my.nets.Net' },
    });
  });
});

test.each([
  ['os', 'system'],
  ['posix', 'system'],
  ['nt', 'system'],
  ['sys', 'exit'],
  ['subprocess', 'Popen'],
  ['builtins', 'eval'],
  ['__builtin__', 'exec'],
  ['builtins', '__import__'],
  ['importlib', 'import_module'],
  ['runpy', '_run_code'],
  ['pickle', 'loads'],
  ['torch.storage', '_load_from_bytes'],
  ['webbrowser', 'open'],
  ['socket', 'create_connection'],
  ['pathlib', 'os.system'],
])('%s.%s refuses a file with good weights, called or not', async (module, name) => {
  const dangerous = bytesOf(p.text(module), p.text(name), 0x93);
  for (const file of [
    beside(dangerous),
    beside(p.call(dangerous, p.text('echo'))),
    beside(p.global(module, name)),
  ])
    expect(await refusal(file)).toMatchObject({
      code: 'pickle-forbidden',
      params: { object: `${module}.${name}`, key: null },
    });
});
