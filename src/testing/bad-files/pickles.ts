import { bytesOf, pickle as p, torchZip, u32 } from '../torch-file.ts';
import type { BadFile } from './bad-file.ts';

/** A checkpoint whose description is this pickle. */
function described(...pieces: Parameters<typeof bytesOf>): Uint8Array<ArrayBuffer> {
  return torchZip(p.file(...pieces));
}

const system = p.call(p.global('os', 'system'), p.text('rm -rf /'));

const asking: readonly (readonly [what: string, bytes: Uint8Array, name: string])[] = [
  ['os.system', described(system), 'os.system'],
  ['posix.system', described(p.global('posix', 'system')), 'posix.system'],
  ['builtins.eval', described(p.global('builtins', 'eval')), 'builtins.eval'],
  ['__builtin__.eval', described(p.global('__builtin__', 'eval')), '__builtin__.eval'],
  [
    'a nested load',
    described(p.global('torch.storage', '_load_from_bytes')),
    'torch.storage._load_from_bytes',
  ],
  ['pickle.loads', described(p.global('_pickle', 'loads')), '_pickle.loads'],
  [
    'an attribute of an allowed global',
    described(p.global('collections', 'OrderedDict.__init__')),
    'collections.OrderedDict.__init__',
  ],
  ['a prototype', described(p.global('__proto__', 'constructor')), '__proto__.constructor'],
  ['STACK_GLOBAL', described(p.text('subprocess'), p.text('Popen'), 0x93), 'subprocess.Popen'],
  ['NEWOBJ of an unknown class', described(p.global('my', 'Model'), ')', 0x81), 'my.Model'],
  [
    'a storage class that is called',
    described(p.call(p.global('torch', 'FloatStorage'), p.int(9))),
    'torch.FloatStorage',
  ],
  [
    'a function that is instantiated',
    described(p.global('torch._utils', '_rebuild_tensor_v2'), ')', 0x81),
    'torch._utils._rebuild_tensor_v2',
  ],
  ['a name of control characters', described(p.text('a\u001b[2Jb'), p.text('c'), 0x93), 'a?[2Jb.c'],
  [
    'hidden behind good weights',
    torchZip(p.file(p.dict(p.text('w'), p.int(1), p.text('x'), system))),
    'os.system',
  ],
];

/** Pickles that ask for something outside the allow-list. */
export const FORBIDDEN_PICKLES: readonly BadFile[] = asking.map(([what, bytes, object]) => [
  what,
  bytes,
  { code: 'pickle-forbidden', params: { object, key: null } },
]);

const LONG = 2_000_000;

/** Pickles that are malformed, or need more than weights do. */
export const MALFORMED_PICKLES: readonly BadFile[] = [
  ['no STOP', torchZip(bytesOf(0x80, 2, 'N')), { code: 'pickle-truncated', params: {} }],
  [
    'an empty stack',
    described('0'),
    { code: 'pickle-malformed', params: { fault: { code: 'stack', params: {} } } },
  ],
  [
    'a pop below a mark',
    described('N(0'),
    { code: 'pickle-malformed', params: { fault: { code: 'stack', params: {} } } },
  ],
  [
    'no mark',
    described('t'),
    { code: 'pickle-malformed', params: { fault: { code: 'mark', params: {} } } },
  ],
  [
    'an unset memo',
    described('h', 7),
    { code: 'pickle-malformed', params: { fault: { code: 'memo', params: { index: 7 } } } },
  ],
  [
    'left-over values',
    described('NN'),
    { code: 'pickle-malformed', params: { fault: { code: 'leftover', params: {} } } },
  ],
  [
    'protocol 1',
    torchZip(bytesOf(0x80, 1, 'N.')),
    { code: 'pickle-malformed', params: { fault: { code: 'protocol', params: { protocol: 1 } } } },
  ],
  ['a text of 2 GB', described('X', u32(0x7fffffff)), { code: 'pickle-truncated', params: {} }],
  [
    'a text of 2^63 bytes',
    described(0x8d, u32(0), u32(0x80000000)),
    { code: 'pickle-truncated', params: {} },
  ],
  [
    'a negative length',
    described(0x8b, u32(-1)),
    {
      code: 'pickle-malformed',
      params: { fault: { code: 'integer', params: { bytes: 4294967295 } } },
    },
  ],
  [
    'bytes after STOP',
    described('N.N'),
    { code: 'pickle-malformed', params: { fault: { code: 'end', params: {} } } },
  ],
  [
    'a million marks',
    described('('.repeat(1_000_000)),
    { code: 'pickle-limit', params: { limit: 'marks', most: 1000 } },
  ],
  [
    'a stack of a million',
    described('N'.repeat(1_000_000)),
    { code: 'pickle-limit', params: { limit: 'stack', most: 200000 } },
  ],
  [
    'endless work',
    described('N0'.repeat(LONG)),
    { code: 'pickle-limit', params: { limit: 'operations', most: 400000 } },
  ],
  [
    'a memo of a million',
    described(
      'N',
      Uint8Array.from({ length: LONG * 2.5 }, (_, i) =>
        i % 5 === 0 ? 0x72 : i / 5 / 256 ** ((i % 5) - 1),
      ),
    ),
    { code: 'pickle-limit', params: { limit: 'memo', most: 200000 } },
  ],
  [
    'a description of 40 MB',
    torchZip(new Uint8Array(40 * 2 ** 20)),
    { code: 'pickle-limit', params: { limit: 'bytes', most: 33554432 } },
  ],
  [
    '100,000 lists inside each other',
    described(']'.repeat(100_000), 'a'.repeat(99_999)),
    { code: 'no-weights', params: {} },
  ],
  [
    'a memo bomb: 100 lists, each ten times the one before',
    described(
      ']q',
      0,
      ...Array.from({ length: 100 }, (_, i) =>
        bytesOf('](', ...Array.from({ length: 10 }, () => bytesOf('h', i)), 'eq', i + 1),
      ),
    ),
    { code: 'pickle-malformed', params: { fault: { code: 'leftover', params: {} } } },
  ],
  [
    'a list copied into 100,000 dicts',
    described(
      '](',
      ...Array.from({ length: 2000 }, () => p.tuple('N', 'N')),
      'eq',
      0,
      '0(',
      ...Array.from({ length: 2000 }, () =>
        bytesOf(p.global('collections', 'OrderedDict'), 'h', 0, 0x85, 'R'),
      ),
      't',
    ),
    { code: 'pickle-limit', params: { limit: 'operations', most: 400000 } },
  ],
  [
    'BUILD on a list',
    described(']}b'),
    { code: 'pickle-malformed', params: { fault: { code: 'attributes', params: {} } } },
  ],
  [
    'an item set in a list',
    described(']NNs'),
    { code: 'pickle-malformed', params: { fault: { code: 'dict-item', params: {} } } },
  ],
  [
    'a list as a key',
    described('}]Ns'),
    { code: 'pickle-malformed', params: { fault: { code: 'key', params: {} } } },
  ],
  [
    'a key without a value',
    described('}(Nu'),
    { code: 'pickle-malformed', params: { fault: { code: 'key-without-value', params: {} } } },
  ],
  [
    'a call of a text',
    described(p.call(p.text('eval'), p.text('1'))),
    { code: 'pickle-malformed', params: { fault: { code: 'callee', params: {} } } },
  ],
  [
    'text that is not UTF-8',
    described('X', u32(1), 0xff),
    { code: 'pickle-malformed', params: { fault: { code: 'text', params: {} } } },
  ],
  [
    'an opcode that weights do not need',
    described('I1\n'),
    { code: 'pickle-opcode', params: { opcode: 73 } },
  ],
  [
    'a storage that is none',
    described(p.tuple(p.text('module'), 'N'), 'Q'),
    { code: 'pickle-malformed', params: { fault: { code: 'storage-form', params: {} } } },
  ],
  ['no weights at all', described('}'), { code: 'no-weights', params: {} }],
];
