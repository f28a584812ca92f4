import type { StoredType } from './named-array.ts';
import { malformed } from './pickle-errors.ts';
import {
  Dict,
  Global,
  PickleSet,
  Placeholder,
  StorageRef,
  TensorRef,
  Tuple,
  type Arguments,
  type PickleValue,
} from './pickle-values.ts';

const MAX_DIMENSIONS = 8;

/** PyTorch's storage classes; the last ones exist, but no network of this app has weights of such types. */
const STORAGES: readonly (readonly [string, StoredType | null, number])[] = [
  ['FloatStorage', 'f32', 4],
  ['HalfStorage', 'f16', 2],
  ['BFloat16Storage', 'bf16', 2],
  ['DoubleStorage', 'f64', 8],
  ['LongStorage', 'i64', 8],
  ['IntStorage', 'i32', 4],
  ['ShortStorage', 'i16', 2],
  ['CharStorage', 'i8', 1],
  ['ByteStorage', 'u8', 1],
  ['BoolStorage', 'bool', 1],
  ['ComplexFloatStorage', null, 8],
  ['ComplexDoubleStorage', null, 16],
  ['QInt8Storage', null, 1],
  ['QUInt8Storage', null, 1],
  ['QInt32Storage', null, 4],
];

/** Training extras that files carry beside the weights: kept by name only. */
const PLACEHOLDERS = [
  'numpy.core.multiarray.scalar',
  'numpy._core.multiarray.scalar',
  'numpy.core.multiarray._reconstruct',
  'numpy._core.multiarray._reconstruct',
  'numpy.ndarray',
  'numpy.dtype',
  '_codecs.encode',
  'torch.device',
  'torch.Size',
  'torch.float64',
  'torch.float32',
  'torch.float16',
  'torch.bfloat16',
  'torch.int64',
];

const ALLOWED: ReadonlyMap<string, Global> = new Map(
  [
    ...STORAGES.map(
      ([type, stored, bytes]) => new Global(`torch.${type}`, { storage: { stored, bytes } }),
    ),
    ...PLACEHOLDERS.map((name) => {
      const make = () => new Placeholder(name);
      return new Global(name, { call: make, create: make });
    }),
    new Global('torch._utils._rebuild_tensor', { call: rebuildTensor }),
    new Global('torch._utils._rebuild_tensor_v2', { call: rebuildTensor }),
    new Global('torch._utils._rebuild_parameter', { call: rebuildParameter }),
    new Global('torch._utils._rebuild_parameter_with_state', { call: rebuildParameter }),
    new Global('collections.OrderedDict', mapping('object')),
    new Global('collections.Counter', mapping('object')),
    new Global('yacs.config.CfgNode', mapping('object')),
    new Global('fvcore.common.config.CfgNode', mapping('object')),
    new Global('argparse.Namespace', mapping('namespace')),
    new Global('builtins.set', { call: makeSet }),
    new Global('builtins.frozenset', { call: makeSet }),
  ].map((global) => [global.name, global]),
);

/** The global of that Python module and name, or null when it is not on the allow-list. */
export function allowedGlobal(module: string, name: string): Global | null {
  return ALLOWED.get(`${module === '__builtin__' ? 'builtins' : module}.${name}`) ?? null;
}

/**
 * A storage from its persistent id: ('storage', class, key, device, length[, view]).
 * @throws {CheckpointError} `pickle-malformed`
 */
export function storageOf(id: PickleValue): StorageRef {
  if (id instanceof Tuple) {
    const [tag, type, key, , length, view = null] = id.items;
    if (
      tag === 'storage' &&
      type instanceof Global &&
      type.behaviour.storage &&
      typeof key === 'string' &&
      isCount(length) &&
      view === null
    ) {
      const { stored, bytes } = type.behaviour.storage;
      return new StorageRef(stored, type.name, bytes, key, length);
    }
  }
  throw malformed('a storage is not described as PyTorch does');
}

function rebuildTensor([storage, offset, shape, strides]: Arguments): TensorRef {
  if (
    storage instanceof StorageRef &&
    isCount(offset) &&
    shape instanceof Tuple &&
    strides instanceof Tuple &&
    shape.items.length === strides.items.length &&
    shape.items.length <= MAX_DIMENSIONS &&
    shape.items.every(isCount) &&
    strides.items.every(isCount)
  ) {
    return new TensorRef(storage, offset, shape.items, strides.items);
  }
  throw malformed('a tensor has a negative stride or is not described as PyTorch does');
}

function rebuildParameter([tensor]: Arguments): TensorRef {
  if (tensor instanceof TensorRef) return tensor;
  throw malformed('a parameter is not a tensor');
}

/** A dict or a class like it: from nothing, from a dict, or from a list of pairs. */
function mapping(type: 'object' | 'namespace'): Global['behaviour'] {
  return {
    create: () => new Dict(type),
    call: ([content]) => {
      const dict = new Dict(type);
      if (content instanceof Dict) {
        for (const [key, value] of content.entries) dict.entries.set(key, value);
      } else if (Array.isArray(content)) {
        for (const pair of content) {
          const [key, value] = argumentsOf(pair);
          if (!isKey(key) || value === undefined) throw malformed('a dict is not made of pairs');
          dict.entries.set(key, value);
        }
      } else if (content !== undefined) {
        throw malformed('a dict is made of something else');
      }
      return dict;
    },
  };
}

function argumentsOf(value: PickleValue): Arguments {
  return value instanceof Tuple ? value.items : [];
}

function makeSet([content]: Arguments): PickleSet {
  if (content === undefined) return new PickleSet();
  if (!Array.isArray(content)) throw malformed('a set is made of something else than a list');
  return new PickleSet([...content]);
}

/** What Python can hash, which is all that may be a key. */
export function isKey(value: PickleValue | undefined): value is PickleValue {
  return (
    value !== undefined &&
    !(Array.isArray(value) || value instanceof Dict || value instanceof PickleSet)
  );
}

function isCount(value: PickleValue | undefined): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
