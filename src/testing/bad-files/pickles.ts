import { bytesOf, pickle as p, torchZip, u32 } from '../torch-file.ts';
import { AGAIN, DAMAGED, OPEN_THAT, type BadFile } from './bad-file.ts';

function forbidden(name: string): string {
  return `This checkpoint asks for the Python object "${name}", which weights do not need. Nothing was run and the file is refused. If you trust its source, save model.state_dict() alone with torch.save and open that.`;
}

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
export const FORBIDDEN_PICKLES: readonly BadFile[] = asking.map(([what, bytes, name]) => [
  what,
  bytes,
  'pickle-forbidden',
  forbidden(name),
]);

const LONG = 2_000_000;

/** Pickles that are malformed, or need more than weights do. */
export const MALFORMED_PICKLES: readonly BadFile[] = [
  [
    'no STOP',
    torchZip(bytesOf(0x80, 2, 'N')),
    'pickle-truncated',
    'This checkpoint ends in the middle of its description. The download or copy was probably interrupted: get it again.',
  ],
  [
    'an empty stack',
    described('0'),
    'pickle-malformed',
    `${DAMAGED} its stack underflows. ${AGAIN}`,
  ],
  [
    'a pop below a mark',
    described('N(0'),
    'pickle-malformed',
    `${DAMAGED} its stack underflows. ${AGAIN}`,
  ],
  ['no mark', described('t'), 'pickle-malformed', `${DAMAGED} a mark is missing. ${AGAIN}`],
  [
    'an unset memo',
    described('h', 7),
    'pickle-malformed',
    `${DAMAGED} its memo has no entry 7. ${AGAIN}`,
  ],
  [
    'left-over values',
    described('NN'),
    'pickle-malformed',
    `${DAMAGED} values are left over at its end. ${AGAIN}`,
  ],
  [
    'protocol 1',
    torchZip(bytesOf(0x80, 1, 'N.')),
    'pickle-malformed',
    `${DAMAGED} it uses pickle protocol 1. ${AGAIN}`,
  ],
  [
    'a text of 2 GB',
    described('X', u32(0x7fffffff)),
    'pickle-truncated',
    'This checkpoint ends in the middle of its description. The download or copy was probably interrupted: get it again.',
  ],
  [
    'a text of 2^63 bytes',
    described(0x8d, u32(0), u32(0x80000000)),
    'pickle-truncated',
    'This checkpoint ends in the middle of its description. The download or copy was probably interrupted: get it again.',
  ],
  [
    'a negative length',
    described(0x8b, u32(-1)),
    'pickle-malformed',
    `${DAMAGED} it holds an integer of 4294967295 bytes. ${AGAIN}`,
  ],
  [
    'bytes after STOP',
    described('N.N'),
    'pickle-malformed',
    `${DAMAGED} its description goes on after its end. ${AGAIN}`,
  ],
  [
    'a million marks',
    described('('.repeat(1_000_000)),
    'pickle-limit',
    `This checkpoint's description needs more than 1000 open marks, far more than weights do; the file is refused. ${OPEN_THAT}`,
  ],
  [
    'a stack of a million',
    described('N'.repeat(1_000_000)),
    'pickle-limit',
    `This checkpoint's description needs more than 200000 values on the stack, far more than weights do; the file is refused. ${OPEN_THAT}`,
  ],
  [
    'endless work',
    described('N0'.repeat(LONG)),
    'pickle-limit',
    `This checkpoint's description needs more than 400000 operations, far more than weights do; the file is refused. ${OPEN_THAT}`,
  ],
  [
    'a memo of a million',
    described(
      'N',
      Uint8Array.from({ length: LONG * 2.5 }, (_, i) =>
        i % 5 === 0 ? 0x72 : i / 5 / 256 ** ((i % 5) - 1),
      ),
    ),
    'pickle-limit',
    `This checkpoint's description needs more than 200000 memo entries, far more than weights do; the file is refused. ${OPEN_THAT}`,
  ],
  [
    'a description of 40 MB',
    torchZip(new Uint8Array(40 * 2 ** 20)),
    'pickle-limit',
    `This checkpoint's description is larger than 33554432 bytes, far more than weights need; the file is refused. ${OPEN_THAT}`,
  ],
  [
    '100,000 lists inside each other',
    described(']'.repeat(100_000), 'a'.repeat(99_999)),
    'no-weights',
    'This file holds no weights: no state_dict was found in it. Save model.state_dict() with torch.save and open that.',
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
    'pickle-malformed',
    `${DAMAGED} values are left over at its end. ${AGAIN}`,
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
    'pickle-limit',
    `This checkpoint's description needs more than 400000 operations, far more than weights do; the file is refused. ${OPEN_THAT}`,
  ],
  [
    'BUILD on a list',
    described(']}b'),
    'pickle-malformed',
    `${DAMAGED} attributes are set on something that has none. ${AGAIN}`,
  ],
  [
    'an item set in a list',
    described(']NNs'),
    'pickle-malformed',
    `${DAMAGED} an item is set in something not a dict. ${AGAIN}`,
  ],
  [
    'a list as a key',
    described('}]Ns'),
    'pickle-malformed',
    `${DAMAGED} a key in it cannot be a key. ${AGAIN}`,
  ],
  [
    'a key without a value',
    described('}(Nu'),
    'pickle-malformed',
    `${DAMAGED} a key in it has no value. ${AGAIN}`,
  ],
  [
    'a call of a text',
    described(p.call(p.text('eval'), p.text('1'))),
    'pickle-malformed',
    `${DAMAGED} something that is no global is called. ${AGAIN}`,
  ],
  [
    'text that is not UTF-8',
    described('X', u32(1), 0xff),
    'pickle-malformed',
    `${DAMAGED} a text in it is not UTF-8. ${AGAIN}`,
  ],
  [
    'an opcode that weights do not need',
    described('I1\n'),
    'pickle-opcode',
    'This checkpoint uses the pickle opcode 0x49, which weights do not need; the file is refused. Save model.state_dict() with torch.save and open that.',
  ],
  [
    'a storage that is none',
    described(p.tuple(p.text('module'), 'N'), 'Q'),
    'pickle-malformed',
    `${DAMAGED} a storage is not described as PyTorch does. ${AGAIN}`,
  ],
  [
    'no weights at all',
    described('}'),
    'no-weights',
    'This file holds no weights: no state_dict was found in it. Save model.state_dict() with torch.save and open that.',
  ],
];
