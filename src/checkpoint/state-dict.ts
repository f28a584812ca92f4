import { CheckpointError } from './error.ts';
import {
  Dict,
  Global,
  PickleSet,
  Placeholder,
  StorageRef,
  TensorRef,
  Tuple,
  type PickleValue,
} from './pickle-values.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Where training scripts put the weights, the ones to prefer first. */
const USUAL_VARIANTS = ['model', 'state_dict', 'model_state_dict', 'model_ema', 'state_dict_ema'];
const CONFIGURATIONS = ['config', 'args', 'cfg'];

/** Entries of a checkpoint that are looked into; training scripts write about ten. */
const MAX_ENTRIES = 100;
const MAX_JSON_VALUES = 20_000;
const MAX_JSON_DEPTH = 64;

export interface StateDict {
  readonly tensors: ReadonlyMap<string, TensorRef>;
  /** The entry of the checkpoint that holds these weights; null when the file is the state_dict itself. */
  readonly which: string | null;
  /** All entries that hold weights. */
  readonly variants: readonly string[];
  /** The training configuration, as far as it is plain data. */
  readonly config: Json;
  /** Entries that were not read. */
  readonly ignored: readonly string[];
}

/**
 * Finds the weights in what a checkpoint's pickle says.
 * @param variant the entry to take, such as `model_ema`; the trained weights by default
 * @throws {CheckpointError} `no-weights`, `no-variant`
 */
export function findStateDict(root: PickleValue, variant: string | undefined): StateDict {
  if (!(root instanceof Dict)) throw noWeights();
  const variants: string[] = [];
  for (const [name, value] of [...root.entries].slice(0, MAX_ENTRIES)) {
    if (typeof name === 'string' && tensorsOf(value).size > 0) variants.push(name);
  }
  const usual = USUAL_VARIANTS.find((name) => variants.includes(name));
  const own = tensorsOf(root);
  const which = variant ?? usual ?? (own.size > 0 ? null : (variants.at(0) ?? null));
  if (variant !== undefined && !variants.includes(variant)) {
    throw new CheckpointError(
      'no-variant',
      `This checkpoint has no weights named "${variant}"; it has ${variants.join(', ') || 'one set of weights only'}. Choose one of those.`,
    );
  }
  const chosen = which === null ? root : (root.entries.get(which) ?? null);
  const tensors = withoutPrefix(tensorsOf(chosen));
  if (tensors.size === 0) throw noWeights();
  const configName = CONFIGURATIONS.find((name) => root.entries.get(name) instanceof Dict);
  const read = new Set<PickleValue>(which === null ? own.keys() : variants);
  if (configName !== undefined) read.add(configName);
  return {
    tensors,
    which,
    variants,
    config: configName === undefined ? null : toJson(root.entries.get(configName) ?? null),
    ignored: [...root.entries.keys()].filter((key) => !read.has(key)).map(nameOf),
  };
}

/** The tensors directly inside a dict; `num_batches_tracked` and the like come along, other values do not. */
function tensorsOf(value: PickleValue): Map<string, TensorRef> {
  const tensors = new Map<string, TensorRef>();
  if (!(value instanceof Dict)) return tensors;
  for (const [name, entry] of value.entries) {
    if (typeof name === 'string' && entry instanceof TensorRef) tensors.set(name, entry);
  }
  return tensors;
}

/** Takes off what DistributedDataParallel and torch.compile put before every name, in either order. */
export function withoutPrefix<T>(tensors: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  let bare = tensors;
  for (const prefix of ['_orig_mod.', 'module.', '_orig_mod.']) {
    if ([...bare.keys()].every((name) => name.startsWith(prefix))) {
      bare = new Map([...bare].map(([name, tensor]) => [name.slice(prefix.length), tensor]));
    }
  }
  return bare;
}

/**
 * Plain data of a pickled configuration: tuples and sets become lists, what is no data becomes its name in angle
 * brackets. Null when it is larger or deeper than any configuration.
 */
function toJson(value: PickleValue): Json {
  let values = 0;
  const convert = (entry: PickleValue, depth: number): Json => {
    if (++values > MAX_JSON_VALUES || depth > MAX_JSON_DEPTH)
      throw new RangeError('no configuration');
    const list = (items: readonly PickleValue[]) => items.map((item) => convert(item, depth + 1));
    if (entry === null || typeof entry === 'boolean' || typeof entry === 'string') return entry;
    if (typeof entry === 'number') return Number.isFinite(entry) ? entry : String(entry);
    if (typeof entry === 'bigint') return String(entry);
    if (Array.isArray(entry)) return list(entry);
    if (entry instanceof Tuple || entry instanceof PickleSet) return list(entry.items);
    if (entry instanceof Dict) {
      return Object.fromEntries(
        [...entry.entries].map(([key, item]) => [nameOf(key), convert(item, depth + 1)]),
      );
    }
    return nameOf(entry);
  };
  try {
    return convert(value, 0);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function nameOf(value: PickleValue): string {
  if (value instanceof Global || value instanceof Placeholder) return `<${value.name}>`;
  if (value instanceof TensorRef || value instanceof StorageRef) return '<tensor>';
  if (value instanceof Uint8Array) return '<bytes>';
  return typeof value === 'object' ? '<object>' : String(value);
}

function noWeights(): CheckpointError {
  return new CheckpointError(
    'no-weights',
    'This file holds no weights: no state_dict was found in it. Save model.state_dict() with torch.save and open that.',
  );
}
