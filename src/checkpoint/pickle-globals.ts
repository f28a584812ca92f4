import { malformed } from './pickle-errors.ts';
import { DTYPES, STORAGE_CLASSES, TENSOR_CLASSES } from './pickle-torch-types.ts';
import {
  Dict,
  Global,
  PickleSet,
  Placeholder,
  StorageRef,
  TensorRef,
  Tuple,
  type Arguments,
  type Behaviour,
  type ElementType,
  type PickleValue,
} from './pickle-values.ts';

/** PyTorch's own limit. */
const MAX_DIMENSIONS = 64;

/** Python 2's names of modules. */
const RENAMED: Readonly<Record<string, string>> = {
  __builtin__: 'builtins',
  copy_reg: 'copyreg',
  Queue: 'queue',
  exceptions: 'builtins',
};

const value = (name: string) => new Global(name);
const callable = (name: string, call: NonNullable<Behaviour['call']>) => new Global(name, { call });
/** A class whose `__new__` takes the same arguments as a call. */
const maker = (name: string, make: (args: Arguments) => PickleValue) =>
  new Global(name, { call: make, create: make });

/**
 * The globals that PyTorch's restricted reader (`torch.load(weights_only=True)`) knows, those of its older versions,
 * and the classes that configurations are kept in.
 */
const KNOWN: ReadonlyMap<string, Global> = new Map(
  [
    ...DTYPES.map((elements) => new Global(elements.name, { elements })),
    ...STORAGE_CLASSES.map((elements) => new Global(elements.name, { elements })),
    value('torch.storage.TypedStorage'),
    ...TENSOR_CLASSES.map((name) => maker(name, () => new TensorRef('empty'))),
    maker('torch.nn.parameter.Parameter', ([tensor]) =>
      tensor === undefined ? new TensorRef('empty') : parameter(tensor),
    ),
    value('torch.per_tensor_affine'),
    value('torch.per_tensor_symmetric'),
    value('torch.per_channel_affine'),
    value('torch.per_channel_symmetric'),
    value('torch.per_channel_affine_float_qparams'),

    callable('torch._utils._rebuild_tensor', rebuildTensor),
    callable('torch._utils._rebuild_tensor_v2', rebuildTensor),
    callable('torch._utils._rebuild_tensor_v3', rebuildTypedTensor),
    callable('torch._utils._rebuild_parameter', ([tensor]) => parameter(tensor)),
    callable('torch._utils._rebuild_parameter_with_state', ([tensor]) => parameter(tensor)),
    callable('torch._utils._rebuild_device_tensor_from_cpu_tensor', ([tensor]) =>
      parameter(tensor),
    ),
    callable('torch._utils._rebuild_device_tensor_from_numpy', ([array]) =>
      array instanceof Placeholder ? array : new TensorRef('NumPy'),
    ),
    ...[
      ['_rebuild_sparse_tensor', 'sparse'],
      ['_rebuild_nested_tensor', 'nested'],
      ['_rebuild_qtensor', 'quantized'],
      ['_rebuild_meta_tensor_no_storage', 'meta'],
      ['_rebuild_wrapper_subclass', 'wrapped'],
    ].map(([name, kind]) => callable(`torch._utils.${name}`, () => new TensorRef(kind))),
    ...['torch._tensor', 'torch.tensor'].flatMap((module) => [
      callable(`${module}._rebuild_from_type`, rebuildFromType),
      callable(`${module}._rebuild_from_type_v2`, rebuildFromType),
    ]),

    maker('torch.Size', ([items]) => tupleOf(items)),
    maker('torch.device', (args) => args.map(textOf).join(':')),
    callable('torch.serialization._get_layout', ([name]) => name ?? null),
    new Global('collections.OrderedDict', mapping('object')),
    new Global('collections.Counter', mapping('object')),
    new Global('yacs.config.CfgNode', mapping('object')),
    new Global('fvcore.common.config.CfgNode', mapping('object')),
    new Global('argparse.Namespace', mapping('namespace')),
    maker('builtins.set', makeSet),
    maker('builtins.frozenset', makeSet),
    maker('builtins.bytearray', makeBytes),
    maker('builtins.complex', (args) => `${args.map(textOf).join('+')}j`),
    callable('_codecs.encode', makeBytes),
  ].map((global) => [global.name, global]),
);

/** The global of that Python module and name; null when neither PyTorch's restricted reader nor a configuration has it. */
export function knownGlobal(module: string, name: string): Global | null {
  return KNOWN.get(`${module}.${name}`) ?? null;
}

/** A module as Python 3 calls it. */
export function modernModule(module: string): string {
  return Object.hasOwn(RENAMED, module) ? RENAMED[module] : module;
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
      type.behaviour.elements &&
      typeof key === 'string' &&
      isCount(length) &&
      view === null
    ) {
      return new StorageRef(type.behaviour.elements, key, length);
    }
  }
  throw malformed('storage-form');
}

function rebuildTensor(args: Arguments): TensorRef | Placeholder {
  const [storage] = args;
  if (isFlipped(args[6])) return new TensorRef('negated or conjugated');
  return storage instanceof StorageRef ? viewOf(args, storage.type) : unknownAmong(args);
}

/** Types that came after the storage classes are told to the tensor; the storage is bytes. */
function rebuildTypedTensor(args: Arguments): TensorRef | Placeholder {
  const type = args[6];
  if (isFlipped(args[7])) return new TensorRef('negated or conjugated');
  return type instanceof Global && type.behaviour.elements
    ? viewOf(args, type.behaviour.elements)
    : unknownAmong(args);
}

/** Metadata of a tensor whose numbers are to be negated or conjugated when they are used. */
function isFlipped(metadata: PickleValue | undefined): boolean {
  return metadata instanceof Dict && [...metadata.entries.values()].includes(true);
}

function viewOf(args: Arguments, type: ElementType): TensorRef | Placeholder {
  const [storage, offset, shape, strides] = args;
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
    return new TensorRef({ storage, type, offset, shape: shape.items, strides: strides.items });
  }
  return unknownAmong(args);
}

/** What is made of an unknown object is unknown too. */
function unknownAmong(args: Arguments): Placeholder {
  const unknown = args.slice(0, 4).find((arg) => arg instanceof Placeholder);
  if (unknown instanceof Placeholder) return unknown;
  throw malformed('tensor-form');
}

/** What wraps a tensor without changing its numbers. */
function parameter(tensor: PickleValue | undefined): TensorRef | Placeholder {
  if (tensor instanceof TensorRef || tensor instanceof Placeholder) return tensor;
  throw malformed('parameter-form');
}

/**
 * A tensor with attributes or of a subclass: (function, class, arguments, attributes). An unknown subclass may give the
 * numbers another meaning, so it makes the tensor unknown.
 */
function rebuildFromType([rebuild, type, args]: Arguments): PickleValue {
  if (rebuild instanceof Placeholder) return rebuild;
  if (type instanceof Placeholder) return type;
  const call = rebuild instanceof Global ? rebuild.behaviour.call : undefined;
  if (call && call !== rebuildFromType && args instanceof Tuple) {
    const tensor = call(args.items);
    if (tensor instanceof TensorRef || tensor instanceof Placeholder) return tensor;
  }
  throw malformed('attributes-form');
}

/**
 * Sets what an object made before says of itself: an empty tensor of old files becomes the view
 * (storage, offset, shape, strides), an old parameter takes the tensor that comes first of five.
 */
export function setTensorState(tensor: TensorRef, state: PickleValue): void {
  if (!(state instanceof Tuple)) return; // attributes
  if (state.items.length === 4) {
    const view = rebuildTensor(state.items);
    tensor.view = view instanceof TensorRef ? view.view : `made by ${view.name}`;
  } else if (state.items.length === 5) {
    const data = parameter(state.items[0]);
    tensor.view = data instanceof TensorRef ? data.view : `made by ${data.name}`;
  }
}

/** A dict or a class like it: from nothing, from a dict, or from a list of pairs. */
function mapping(type: 'object' | 'namespace'): Behaviour {
  return {
    create: () => new Dict(type),
    call: ([content]) => {
      if (content instanceof Placeholder) return content;
      const dict = new Dict(type);
      if (content instanceof Dict) {
        for (const [key, item] of content.entries) dict.entries.set(key, item);
      } else if (content !== undefined) {
        for (const pair of itemsOf(content)) {
          const parts = itemsOf(pair);
          if (parts.length !== 2 || !isKey(parts[0])) throw malformed('pairs-form');
          dict.entries.set(parts[0], parts[1]);
        }
      }
      return dict;
    },
  };
}

/** Python 2 writes pairs as lists, Python 3 as tuples. */
function itemsOf(content: PickleValue): readonly PickleValue[] {
  if (Array.isArray(content)) return content;
  if (content instanceof Tuple || content instanceof PickleSet) return content.items;
  throw malformed('collection-form');
}

function tupleOf(items: PickleValue | undefined): PickleValue {
  if (items instanceof Placeholder) return items;
  return items === undefined ? new Tuple([]) : new Tuple(itemsOf(items));
}

function makeSet([content]: Arguments): PickleValue {
  if (content instanceof Placeholder) return content;
  return new PickleSet(content === undefined ? [] : [...itemsOf(content)]);
}

/** Bytes from a text of their code points below 256, as protocol 2 writes them. */
function makeBytes([content]: Arguments): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return typeof content === 'string'
    ? Uint8Array.from(content, (character) => character.charCodeAt(0))
    : new Uint8Array();
}

function textOf(part: PickleValue | undefined): string {
  return typeof part === 'number' || typeof part === 'string' ? String(part) : '?';
}

/** What Python can hash, which is all that may be a key. */
export function isKey(candidate: PickleValue | undefined): candidate is PickleValue {
  return (
    candidate !== undefined &&
    !(Array.isArray(candidate) || candidate instanceof Dict || candidate instanceof PickleSet)
  );
}

function isCount(candidate: PickleValue | undefined): candidate is number {
  return Number.isSafeInteger(candidate) && Number(candidate) >= 0;
}
