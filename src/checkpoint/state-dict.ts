import {
  candidatesIn,
  choose,
  namesOf,
  type Candidate,
  type CandidateChoice,
} from './candidates.ts';
import { CheckpointError } from './error.ts';
import { forbidden, printable } from './pickle-errors.ts';
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
import type { ReadableView } from './torch-tensors.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const CONFIGURATIONS = ['config', 'args', 'cfg'];
/** Where weights are expected: what else stands there is what the weights depend on. */
const WEIGHTS = ['model', 'state_dict', 'model_state_dict', 'net', 'network'];

/** Entries of a dict that are looked into; training scripts write about ten. */
const MAX_ENTRIES = 100;
/** Dicts inside each other that are looked into: `{checkpoint: {model: {state_dict: …}}}`. */
const MAX_DEPTH = 3;
const MAX_JSON_VALUES = 20_000;
const MAX_JSON_DEPTH = 64;

export interface StateDict {
  readonly tensors: ReadonlyMap<string, ReadableView>;
  /** Keys of these weights that have no numbers to read, and why; an error only for who needs them. */
  readonly unread: ReadonlyMap<string, CheckpointError>;
  /** The entry of the checkpoint that holds these weights; null when the file is the state_dict itself. */
  readonly which: string | null;
  /** What was taken off all their names. */
  readonly prefix: string;
  /** All sets of weights in the file. */
  readonly variants: readonly string[];
  /** The training configuration, as far as it is plain data. */
  readonly config: Json;
  /** Entries that were not read. */
  readonly ignored: readonly string[];
}

type Weight = TensorRef | Placeholder;

/**
 * Finds the weights in what a checkpoint's pickle says.
 * @throws {CheckpointError} `no-weights`, `no-variant`, `tensor-type`; `pickle-forbidden` where the weights themselves
 *   are an object that this app does not know
 */
export function findStateDict(
  root: PickleValue,
  { variant, networks }: CandidateChoice,
): StateDict {
  if (root instanceof Placeholder || root instanceof Global) throw forbidden(root.name);
  if (!(root instanceof Dict)) throw noWeights();
  const found = dictsOf(root).flatMap(({ path, depth, weights }) =>
    candidatesIn(path, weights, networks).filter(
      // Deep inside, and where nothing but unknown objects stands, only a network is worth mentioning.
      ({ isNetwork }) => isNetwork || (depth < 2 && hasTensor(weights)),
    ),
  );
  const { chosen, candidates } = choose(found, variant);
  if (!chosen) {
    const entries = [...root.entries.values()];
    const expected = WEIGHTS.map((name) => root.entries.get(name));
    const unknown = [...expected, entries.length === 1 ? entries[0] : null].find(
      (entry) => entry instanceof Placeholder,
    );
    throw unknown instanceof Placeholder ? forbidden(unknown.name) : noWeights();
  }
  const { tensors, unread } = readable(chosen.weights);
  if (tensors.size === 0) throw [...unread.values()].at(0) ?? noWeights();
  const configName = CONFIGURATIONS.find((name) => root.entries.get(name) instanceof Dict);
  return {
    tensors,
    unread,
    which: chosen.name,
    prefix: chosen.prefix,
    variants: namesOf(candidates),
    config: configName === undefined ? null : toJson(root.entries.get(configName) ?? null),
    ignored: [
      ...new Set([
        ...entriesLeft(root, candidates, chosen, configName),
        ...chosen.beside,
        ...unread.keys(),
      ]),
    ],
  };
}

interface Found {
  readonly path: string | null;
  readonly depth: number;
  readonly weights: ReadonlyMap<string, Weight>;
}

/** Every dict that holds weights by name, with the path to it: the root itself first. */
function dictsOf(
  dict: Dict,
  path: string | null = null,
  depth = 0,
  seen = new Set<Dict>(),
): Found[] {
  if (seen.has(dict)) return [];
  seen.add(dict);
  const weights = new Map<string, Weight>();
  for (const [name, entry] of dict.entries) {
    if (typeof name === 'string' && (entry instanceof TensorRef || entry instanceof Placeholder))
      weights.set(name, entry);
  }
  const inner = depth < MAX_DEPTH ? [...dict.entries].slice(0, MAX_ENTRIES) : [];
  return [
    ...(weights.size > 0 ? [{ path, depth, weights }] : []),
    ...inner.flatMap(([name, entry]) =>
      typeof name === 'string' && entry instanceof Dict
        ? dictsOf(entry, path === null ? name : `${path}.${name}`, depth + 1, seen)
        : [],
    ),
  ];
}

function hasTensor(weights: ReadonlyMap<string, Weight>): boolean {
  return [...weights.values()].some((weight) => weight instanceof TensorRef);
}

/** Tells tensors with numbers from the rest. */
function readable(weights: ReadonlyMap<string, Weight>): Pick<StateDict, 'tensors' | 'unread'> {
  const tensors = new Map<string, ReadableView>();
  const unread = new Map<string, CheckpointError>();
  for (const [name, weight] of weights) {
    if (weight instanceof Placeholder) unread.set(name, madeBy(name, weight.name));
    else if (typeof weight.view === 'string') unread.set(name, wrongKind(name, weight.view));
    else {
      const { type } = weight.view;
      if (type.stored === null) unread.set(name, wrongType(name, type.name));
      else tensors.set(name, { ...weight.view, type: { ...type, stored: type.stored } });
    }
  }
  return { tensors, unread };
}

/** Entries of the file that are neither weights nor the configuration. */
function entriesLeft(
  root: Dict,
  candidates: readonly Candidate<Weight>[],
  chosen: Candidate<Weight>,
  configName: string | undefined,
): string[] {
  const paths = candidates.flatMap((c) => (c === chosen || c.name !== null ? [c.path] : []));
  return [...root.entries].flatMap(([key, entry]) => {
    const isWeights =
      paths.some((path) => path === key || path?.startsWith(`${nameOf(key)}.`)) ||
      (paths.includes(null) && (entry instanceof TensorRef || entry instanceof Placeholder));
    return isWeights || key === configName ? [] : [nameOf(key)];
  });
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
  return new CheckpointError('no-weights');
}

function madeBy(key: string, object: string): CheckpointError {
  return new CheckpointError('pickle-forbidden', { object: printable(object), key });
}

function wrongKind(key: string, kind: string): CheckpointError {
  return new CheckpointError('tensor-kind', { key, kind });
}

function wrongType(key: string, type: string): CheckpointError {
  return new CheckpointError('tensor-type', { key, type });
}
